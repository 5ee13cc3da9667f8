// Data of the same shape and size as that of the public benchmark: 6 users, 9 products, 11 reviews, of which every user
// has the first two and all are the first user's.
import type { StubName } from './sdl';

/** An object of the graph. A field that is not given outright is a function of its arguments. */
export interface StubObject {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/**
 * An id of the benchmark's data, or one of a world of its own: `3~100017` is the third in world 100017, and leads to
 * objects of that world only. So requests can differ in everything they ask while the work stays the same.
 */
interface Id {
  readonly number: number;
  /** Empty, or `~` and digits. */
  readonly world: string;
}

type Representation = Readonly<Record<string, unknown>>;

const USERS = 6;
const PRODUCTS: readonly (readonly [name: string, price: number, weight: number, inStock: boolean])[] = [
  ['Table', 899, 100, true],
  ['Couch', 1_299, 1_000, false],
  ['Glass', 15, 20, false],
  ['Chair', 499, 100, false],
  ['TV', 1_299, 1_000, true],
  ['Lamp', 6_999, 300, true],
  ['Grill', 3_999, 2_000, true],
  ['Fridge', 100_000, 6_000, false],
  ['Sofa', 9_999, 800, true],
];
const REVIEWS: readonly (readonly [characters: number, product: number])[] = [
  [445, 1],
  [295, 1],
  [275, 1],
  [145, 1],
  [445, 2],
  [295, 2],
  [275, 2],
  [145, 2],
  [145, 3],
  [145, 4],
  [865, 4],
];
const REVIEWS_OF_A_USER = 2;
/** `first` is an Int: a world's number is in front of what is asked for. */
const FIRST_OF_WORLD = 1_000;
const FREE_SHIPPING_FROM = 1_000;
const LOREM =
  'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. ';

/** What each subgraph answers at its root; `_entities` as Federation has it. */
export const STUB_ROOTS: Readonly<Record<StubName, StubObject>> = {
  accounts: {
    __typename: 'Query',
    me: () => account({ number: 1, world: '' }),
    user: ({ id }: { readonly id: string }) => account(readId(id)),
    users: () => upTo(USERS).map((number) => account({ number, world: '' })),
    ...entities({ User: ({ id }) => account(readId(id)) }),
  },
  inventory: { __typename: 'Query', ...entities({ Product: stock }) },
  products: {
    __typename: 'Query',
    topProducts: ({ first = 5 }: { readonly first?: number }) => topProducts(first),
    ...entities({ Product: ({ upc }) => product(readId(upc)) }),
  },
  reviews: {
    __typename: 'Query',
    ...entities({
      Review: ({ id }) => review(readId(id)),
      User: ({ id }) => reviewer(readId(id)),
      Product: ({ upc }) => reviewed(readId(upc)),
    }),
  },
};

function entities(
  resolvers: Readonly<Record<string, (representation: Representation) => StubObject | null>>,
): { readonly _entities: unknown } {
  return {
    _entities: ({ representations }: { readonly representations: readonly Representation[] }) =>
      representations.map((representation) =>
        resolvers[String(representation['__typename'])]?.(representation),
      ),
  };
}

function account({ number, world }: Id): StubObject | null {
  if (number > USERS) return null;
  return {
    __typename: 'User',
    id: `${String(number)}${world}`,
    name: `User number ${String(number)}`,
    username: `username${String(number)}`,
    birthday: 1_234_567_890,
  };
}

function product({ number, world }: Id): StubObject | null {
  const row = PRODUCTS[number - 1];
  if (row === undefined) return null;
  const [name, price, weight] = row;
  return { __typename: 'Product', upc: `${String(number)}${world}`, name, price, weight };
}

/** The first so many; of 100017005 the first 5 of world 100017. */
function topProducts(first: number): readonly (StubObject | null)[] {
  const ofWorld = Math.floor(first / FIRST_OF_WORLD);
  const world = ofWorld === 0 ? '' : `~${String(ofWorld)}`;
  return upTo(Math.min(first % FIRST_OF_WORLD, PRODUCTS.length)).map((number) => product({ number, world }));
}

function stock({ upc, price, weight }: Representation): StubObject {
  const isFree = Number(price) > FREE_SHIPPING_FROM;
  return {
    __typename: 'Product',
    upc,
    inStock: PRODUCTS[readId(upc).number - 1]?.[3] ?? false,
    shippingEstimate: isFree ? 0 : Math.floor(Number(weight) / 2),
  };
}

function review({ number, world }: Id): StubObject | null {
  const row = REVIEWS[number - 1];
  if (row === undefined) return null;
  const [characters, productNumber] = row;
  return {
    __typename: 'Review',
    id: `${String(number)}${world}`,
    body: LOREM.repeat(Math.ceil(characters / LOREM.length)).slice(0, characters),
    product: () => reviewed({ number: productNumber, world }),
    author: () => reviewer({ number: 1, world }),
  };
}

function reviewer({ number, world }: Id): StubObject {
  return {
    __typename: 'User',
    id: `${String(number)}${world}`,
    username: `username${String(number)}`,
    reviews: () => upTo(REVIEWS_OF_A_USER).map((each) => review({ number: each, world })),
  };
}

function reviewed({ number, world }: Id): StubObject {
  return {
    __typename: 'Product',
    upc: `${String(number)}${world}`,
    reviews: () =>
      REVIEWS.flatMap(([, of], index) => (of === number ? [review({ number: index + 1, world })] : [])),
  };
}

function readId(id: unknown): Id {
  const text = String(id);
  const end = text.indexOf('~');
  return end === -1
    ? { number: Number(text), world: '' }
    : { number: Number(text.slice(0, end)), world: text.slice(end) };
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
