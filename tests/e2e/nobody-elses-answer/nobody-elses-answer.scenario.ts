import { isDeepStrictEqual } from 'node:util';
import { idFrom } from '@agora/platform/ids';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';

// No time of day and no id that is made anew: whoever asks twice is told the same.
const QUERY = `query NobodyElses($sku: String!, $cart: ID!) {
  me { id email firstName carts { id lines { id quantity } } }
  myCart { id region currencyCode lines { id variant { id sku } quantity } }
  cart(id: $cart) { id lines { id } }
  myOrders(first: 3) { nodes { id orderNumber } }
  productVariant(sku: $sku) {
    id
    sku
    price { sku unitPrice { minorUnits currencyCode } taxIncluded }
    availability { status version }
  }
}`;

/** Rounds in which all askers ask at once, each twice. */
const ROUNDS = 20;

interface Asker {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function ask(lane: Lane, { headers }: Asker, variables: object): Promise<unknown> {
  const response = await fetch(lane.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    body: JSON.stringify({ query: QUERY, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; path?: unknown }[];
  };
  // Nobody has no orders, and is told so. Ids of the request are left out.
  return { data, errors: errors?.map(({ message, path }) => ({ message, path })) };
}

async function askersOf(lane: Lane, guestTokens: readonly string[]): Promise<readonly Asker[]> {
  const ada = { authorization: `Bearer ${await lane.token('customer', idFrom('customer:1'))}` };
  const ben = { authorization: `Bearer ${await lane.token('customer', idFrom('customer:2'))}` };
  const support = { authorization: `Bearer ${await lane.token('support')}` };
  const guests = guestTokens.map((token) => ({ 'x-session-token': token }));
  const people = {
    nobody: {},
    ada,
    ben,
    support,
    'a guest': guests[0] ?? {},
    'another guest': guests[1] ?? {},
  };
  const shops = {
    '': {},
    ' in the US': { 'x-region': 'US', 'x-currency': 'USD' },
    ' in the EU': { 'x-region': 'EU', 'x-currency': 'EUR' },
  };
  return Object.entries(people).flatMap(([person, identity]) =>
    Object.entries(shops).map(([shop, region]) => ({
      name: `${person}${shop}`,
      headers: { ...identity, ...region },
    })),
  );
}

/** Many who ask for the same at the same moment. */
export function nobodyElsesAnswer(lane: () => Lane): void {
  it('gives each of them what he alone would have been given', async () => {
    const sku = await stockedSku(lane(), 50);
    const guests = [await arriveAsGuest(lane()), await arriveAsGuest(lane())];
    for (const [index, guest] of guests.entries()) await guest.add(sku, index + 1);
    const askers = await askersOf(
      lane(),
      guests.map(({ sessionToken }) => sessionToken),
    );
    const variables = { sku, cart: guests[0]?.cartId };
    const alone = new Map<Asker, unknown>();
    for (const asker of askers) alone.set(asker, await ask(lane(), asker, variables));
    // Else nobody could be given the answer of somebody else.
    const kinds = new Set([...alone.values()].map((answer) => JSON.stringify(answer)));
    expect(kinds.size).toBeGreaterThanOrEqual(10);
    const crossed: object[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      await Promise.all(
        [...askers, ...askers].map(async (asker) => {
          const answer = await ask(lane(), asker, variables);
          const expected = alone.get(asker);
          if (!isDeepStrictEqual(answer, expected)) crossed.push({ asker: asker.name, answer, expected });
        }),
      );
    expect(crossed).toEqual([]);
  });
}
