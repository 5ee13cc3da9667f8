import { addLines } from '../../subgraphs/cart/src/application/add-lines';
import type { AddLinesDeps } from '../../subgraphs/cart/src/application/add-lines';
import { createWaitingAdds } from '../../subgraphs/cart/src/application/add-together';
import type { WaitingAdds } from '../../subgraphs/cart/src/application/add-together';
import type { ReserveOutcome, StockReservations } from '../../subgraphs/cart/src/application/stock-ports';
import { rememberedVariants } from '../../subgraphs/cart/src/clients/remembered-variants';
import { contextOf, openCartWorld, SKUS } from '../../subgraphs/cart/src/cart-world.suite';
import type { CartWorld } from '../../subgraphs/cart/src/cart-world.suite';
import type { ReserveAnswer } from '../../subgraphs/inventory/src/application/ports';
import { createStockedDatabase } from '../../subgraphs/inventory/src/persistence/stocked-database.suite';
import type { StockedDatabase } from '../../subgraphs/inventory/src/persistence/stocked-database.suite';
import { newId } from '@agora/platform/ids';
import { median } from '../median';

/** Commits a second of one cart, medians of the rounds. */
export interface GatheredRate {
  readonly writers: number;
  readonly togetherPerSecond: number;
  readonly onePerSecond: number;
}

const ROUNDS = 5;
const ADDS = 320;
const PLENTY = 1_000_000;
const ONE_BY_ONE: WaitingAdds = { add: (_, waiting) => waiting.alone() };

/**
 * The use case of an add with a key, by so many writers of one cart, stock reserved in a real inventory database, prices in memory:
 * those that wait committed together, and each by itself, in turn. Needs the server of `AGORA_TEST_POSTGRES_URL`.
 * @throws Error for a refusal, or when a version is missing.
 */
export async function measureGathered(sizes: readonly number[]): Promise<readonly GatheredRate[]> {
  const world = await openCartWorld();
  const stocked = await createStockedDatabase();
  try {
    for (const sku of SKUS) await stocked.stock(sku, PLENTY);
    const deps = {
      ...world.deps,
      reservations: reservationsOf(stocked),
      variants: rememberedVariants(world.deps.variants),
    };
    const together = { ...deps, waitingAdds: createWaitingAdds(deps) };
    const one = { ...deps, waitingAdds: ONE_BY_ONE };
    const rates: GatheredRate[] = [];
    for (const writers of sizes) {
      const rounds: [number, number][] = [];
      for (let round = 0; round <= ROUNDS; round += 1)
        rounds.push([await runRound(world, together, writers), await runRound(world, one, writers)]);
      const [warm, ...measured] = rounds;
      if (warm === undefined) throw new RangeError('There is no round.');
      rates.push({
        writers,
        togetherPerSecond: median(measured.map(([rate]) => rate)),
        onePerSecond: median(measured.map(([, rate]) => rate)),
      });
    }
    return rates;
  } finally {
    await world.close();
    await stocked.drop();
  }
}

async function runRound(world: CartWorld, deps: AddLinesDeps, writers: number): Promise<number> {
  const cart = await world.openCart();
  const startedMs = performance.now();
  const writer = async (number: number): Promise<void> => {
    for (let add = number; add < ADDS; add += writers) {
      const lines = [
        {
          sku: SKUS[add % SKUS.length] ?? '',
          quantity: 1,
          attributes: [{ key: 'n', value: String(add % 8) }],
        },
      ];
      const command = {
        cartId: cart.id,
        lines,
        expectedVersion: null,
        allowPartial: false,
        idempotencyKey: newId(),
      };
      const outcome = await addLines(deps, command, contextOf(cart.viewer, 60_000));
      if (outcome.kind !== 'committed') throw new Error(`The add is ${outcome.kind}.`);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
  const seconds = (performance.now() - startedMs) / 1_000;
  const { version } = await world.read(cart.id);
  if (version !== ADDS + 1) throw new Error(`The cart is at version ${String(version)}.`);
  return ADDS / seconds;
}

function reservationsOf({ reservations }: StockedDatabase): StockReservations {
  const linesOf = (increases: ReadonlyMap<string, number>): { sku: string; quantity: number }[] =>
    [...increases].map(([sku, quantity]) => ({ sku, quantity }));
  return {
    reserve: async ({ operationId, cart: { id: cartId, region }, increases }) => {
      const command = { operationId, cartId, region, lines: linesOf(increases), allowPartial: false };
      return outcomeOf(await reservations.reserve(command, {}));
    },
    reserveAll: async (requests) => {
      const [first] = requests;
      if (first === undefined) return [];
      const { id: cartId, region } = first.cart;
      const operations = requests.map(({ operationId, increases }) => ({
        operationId,
        lines: linesOf(increases),
        headers: {},
      }));
      return (await reservations.reserveAll({ cartId, region, storeId: undefined, operations })).map(
        outcomeOf,
      );
    },
    extend: () => Promise.resolve(null),
    merge: () => Promise.resolve(),
    release: async (operationId, ownerId) => {
      await reservations.release({ operationId, ownerId, reason: 'CART_REFUSED' }, {});
    },
  };
}

function outcomeOf(answer: ReserveAnswer): ReserveOutcome {
  if (answer.kind !== 'granted') throw new Error(`The stock is ${answer.kind}.`);
  return {
    kind: 'granted',
    reservedUntil: answer.reservation.expiresAt ?? null,
    granted: new Map(answer.grants.map(({ sku, quantity }) => [sku, quantity])),
  };
}
