import { openCartWorld, TRAIL } from '../subgraphs/cart/src/cart-world.suite';
import type { CartWorld } from '../subgraphs/cart/src/cart-world.suite';
import { settleLines } from '../subgraphs/cart/src/application/settle-lines';
import { attributesHash } from '../subgraphs/cart/src/domain/attributes';
import { decideAddLines } from '../subgraphs/cart/src/domain/add-lines';
import { createStockedDatabase } from '../subgraphs/inventory/src/persistence/stocked-database.suite';
import type { StockedDatabase } from '../subgraphs/inventory/src/persistence/stocked-database.suite';
import { idFrom, newId } from '@agora/platform/ids';
import type { AddTarget } from './measure/add-to-cart';

export interface BareWritePath extends AddTarget {
  close(): Promise<void>;
}

const SKUS = Array.from({ length: 50 }, (_, index) => `BENCH-${String(index)}`);
const PLENTY = 1_000_000;

/**
 * The four statements of an add and nothing around them: claim the key, read the cart, reserve the stock, write cart, lines,
 * log, event and outcome by compare-and-set. On databases of its own, on the server of `AGORA_TEST_POSTGRES_URL`.
 */
export async function openBareWritePath(name: string): Promise<BareWritePath> {
  const world = await openCartWorld();
  const stocked = await createStockedDatabase();
  for (const sku of SKUS) await stocked.stock(sku, PLENTY);
  return {
    name,
    skus: SKUS,
    openCart: async () => {
      const { id } = await world.openCart();
      return (sku) => add({ world, stocked }, id, sku);
    },
    close: async () => {
      await world.close();
      await stocked.drop();
    },
  };
}

async function add(
  { world, stocked }: { readonly world: CartWorld; readonly stocked: StockedDatabase },
  cartId: string,
  sku: string,
): Promise<void> {
  const { store, idempotency } = world.deps;
  const claim = await idempotency.claim({
    scope: cartId,
    operation: 'cartLinesAdd',
    key: newId(),
    input: { cartId, sku },
  });
  const cart = await store.read(cartId);
  if (claim.kind !== 'claimed' || cart === undefined) throw new Error('The cart is not there to be written.');
  const decision = decideAddLines(cart, [wanted(sku)]);
  if (decision.kind !== 'changed') throw new Error(`The decision is ${decision.kind}.`);
  const { operationId } = claim;
  const answer = await stocked.reservations.reserve(
    { operationId, cartId, region: cart.region, lines: [{ sku, quantity: 1 }], allowPartial: false },
    {},
  );
  if (answer.kind !== 'granted') throw new Error(`The stock is ${answer.kind}.`);
  const { change } = decision;
  const quote = world.quotes.quoteOf(change.resulting, cart);
  const settled = settleLines({
    cart,
    change,
    quote,
    isExact: true,
    backordered: new Map(),
    now: new Date(),
  });
  const reservedUntil = answer.reservation.expiresAt ?? null;
  const commit = { cart, change, ...settled, operationId, reservedUntil, claim, trail: TRAIL };
  if (!(await store.commitLines(commit))) throw new Error('Somebody else wrote the cart.');
}

function wanted(sku: string): Parameters<typeof decideAddLines>[1][number] {
  return {
    newLineId: newId(),
    sku,
    quantity: 1,
    attributesHash: attributesHash([]),
    attributes: [],
    variant: {
      variantId: idFrom(`variant:${sku}`),
      title: sku,
      imageUrl: null,
      taxCategory: 'standard',
      isSellable: true,
    },
  };
}
