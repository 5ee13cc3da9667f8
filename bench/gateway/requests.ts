// The query of the public federation gateways benchmark, and the same work asked for with other variables every time.

/** A stream of requests of which each costs a gateway the same work when it shares none. */
export interface Requests {
  readonly name: string;
  /** The next body to send. All are of one length, and so are their answers. */
  next(): string;
}

const FRAGMENTS = `
fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }
fragment Reviews on User {
  ...User
  reviews {
    ...Review
    product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }
}`;
const BELOW_TOP_PRODUCTS =
  '{ ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }';
const IDENTICAL = `query TestQuery { users { ...Reviews } topProducts ${BELOW_TOP_PRODUCTS} }${FRAGMENTS}`;
const OVERLAPPING = `query TestQuery($first: Int) {
  users { ...Reviews }
  topProducts(first: $first) ${BELOW_TOP_PRODUCTS}
}${FRAGMENTS}`;

const USERS = [1, 2, 3, 4, 5, 6];
const DISTINCT = `query TestQuery($first: Int, ${USERS.map((user) => `$u${String(user)}: ID!`).join(', ')}) {
  ${USERS.map((user) => `u${String(user)}: user(id: $u${String(user)}) { ...Reviews }`).join('\n  ')}
  topProducts(first: $first) ${BELOW_TOP_PRODUCTS}
}${FRAGMENTS}`;

/** Worlds of the stub subgraphs: their numbers have as many digits throughout a run. */
const FIRST_WORLD = 100_000;
const TOP_PRODUCTS = '005';

/** The public query as it is: every request is the same, to the client's eye and to a gateway's. */
export function identicalRequests(): Requests {
  const body = JSON.stringify({ query: IDENTICAL });
  return { name: 'identical', next: () => body };
}

/**
 * The public query with a variable for how many top products are wanted. They are of a world that no request before
 * had, and so is everything below them: no request and no fetch for them is like another. Those for `users` are equal.
 */
export function overlappingRequests(): Requests {
  let world = FIRST_WORLD;
  return {
    name: 'overlapping',
    next: () => {
      world += 1;
      return JSON.stringify({ query: OVERLAPPING, variables: { first: topProductsOf(world) } });
    },
  };
}

/**
 * As the one before, but no fetch is like another: `users` takes no argument, so its six users are asked for one by one,
 * by ids of that world. The answer is the same; a plan has a path for each of the six.
 */
export function distinctRequests(): Requests {
  let world = FIRST_WORLD;
  return {
    name: 'distinct',
    next: () => {
      world += 1;
      const users = USERS.map((user) => [`u${String(user)}`, `${String(user)}~${String(world)}`] as const);
      const variables = { first: topProductsOf(world), ...Object.fromEntries(users) };
      return JSON.stringify({ query: DISTINCT, variables });
    },
  };
}

function topProductsOf(world: number): number {
  return Number(`${String(world)}${TOP_PRODUCTS}`);
}
