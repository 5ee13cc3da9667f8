import { EventEmitter, on } from 'node:events';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { AppError } from '@agora/platform/errors';
import type { OperationContext, SubgraphDefinition } from '@agora/platform/server';
import type { GraphQLSchema } from 'graphql';
import { parse } from 'graphql';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes", "@composeDirective"])';

/** Owns products; has one field of each kind of guard, and one that fails without saying why. */
export const shopSdl = `${LINK}
extend schema
  @link(url: "https://specs.agora.dev/live/v1.0", import: ["@liveShare"])
  @composeDirective(name: "@liveShare")
directive @liveShare(scope: String!, key: String!) on FIELD_DEFINITION
"Something sold."
type Product @key(fields: "id") {
  "Its id."
  id: ID!
  "What it is called."
  title: String!
  "Products like it; for nesting."
  related: [Product!]
}
type Query {
  "All products."
  products("How many." first: Int): [Product!]
  "One product."
  product("Its id." id: ID!): Product
  "For signed-in viewers."
  favourites: [Product!] @authenticated
  "For staff."
  margins: [Product!] @requiresScopes(scopes: [["support"], ["admin"]])
  "Fails with a database error."
  broken: Product
  "Fails with a code of its own."
  refused: Product
}
"What a rename did."
type RenamePayload {
  "The product."
  product: Product
}
type Mutation {
  "Renames a product."
  productRename("Its id." id: ID!, "The new title." title: String!): RenamePayload!
}
"A product at one moment."
type ProductChange {
  "The product's id."
  id: ID!
  "The product."
  product: Product
  "Whom this was made for: the subject of the token, and the service that asks."
  madeFor: String
}
type Subscription {
  "A product now and whenever it is renamed."
  productChanged("Its id." id: ID!): ProductChange
  "The same for everybody."
  productChangedForAll("Its id." id: ID!): ProductChange @liveShare(scope: "PUBLIC", key: "id")
  "For staff."
  marginChanged: Product @requiresScopes(scopes: [["support"], ["admin"]])
}
`;

/** Adds stars to products. */
export const reviewsSdl = `${LINK}
type Product @key(fields: "id") {
  id: ID!
  "Stars out of five; null when nobody has rated it."
  stars: Int
}
type Query {
  "The best rated product."
  best: Product
}
`;

const product = (id: string): { id: string; title: string } => ({ id, title: `Product ${id}` });

/** Resolvers of the shop; `renames` counts how often the mutation ran. */
export function shopSubgraph(renames: { count: number }): SubgraphDefinition {
  const feed = new EventEmitter().setMaxListeners(0);
  const changes = {
    subscribe: (_: unknown, { id }: { id: string }) => watchRenames(feed, id),
    resolve: (changed: object) => changed,
  };
  return definition('shop', shopSdl, {
    Query: {
      products: (_: unknown, { first }: { first?: number }) =>
        ['1', '2', '3'].slice(0, first ?? 3).map(product),
      product: (_: unknown, { id }: { id: string }) => (id === 'missing' ? null : product(id)),
      favourites: () => [product('1')],
      margins: () => [product('2')],
      broken: () => {
        throw new Error('select * from "secret_table": connection refused at 10.0.0.7:5432');
      },
      refused: () => {
        throw new AppError('NOT_FOUND', 'There is no such product');
      },
    },
    Product: {
      __resolveReference: ({ id }: { id: string }) => product(id),
      related: () => [product('3')],
    },
    Mutation: {
      productRename: (_: unknown, { id, title }: { id: string; title: string }) => {
        renames.count += 1;
        feed.emit(id, { id, title });
        return { product: { id, title } };
      },
    },
    ProductChange: {
      product: (changed: object) => changed,
      madeFor: (_: unknown, __: unknown, { viewer }: OperationContext) =>
        `${viewer.subject ?? 'nobody'} by ${viewer.callingService ?? 'nobody'}`,
    },
    Subscription: { productChanged: changes, productChangedForAll: changes },
  });
}

/** The product, then every renaming of it. */
function watchRenames(feed: EventEmitter, id: string): AsyncIterableIterator<unknown> {
  const renamed = on(feed, id) as AsyncIterableIterator<unknown[]>;
  let isFirst = true;
  const iterator: AsyncIterableIterator<unknown> = {
    [Symbol.asyncIterator]: () => iterator,
    next: async () => {
      if (isFirst) {
        isFirst = false;
        return { done: false, value: product(id) };
      }
      const { done, value } = (await renamed.next()) as IteratorResult<unknown[], undefined>;
      return done === true ? { done, value: undefined } : { done: false, value: value[0] };
    },
    return: async () => {
      await renamed.return?.();
      return { done: true, value: undefined };
    },
  };
  return iterator;
}

/** Resolvers of the reviews. */
export function reviewsSubgraph(): SubgraphDefinition {
  return definition('reviews', reviewsSdl, {
    Query: { best: () => ({ id: '2' }) },
    Product: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      stars: ({ id }: { id: string }) => Number(id) + 1,
    },
  });
}

type Resolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer T
    ? T extends { resolvers?: infer R }
      ? R
      : never
    : never
>;

function definition(name: string, sdl: string, resolvers: object): SubgraphDefinition {
  const schema: GraphQLSchema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: resolvers as Resolvers,
  });
  return {
    name,
    sdl,
    schema,
    createContext: (operation: OperationContext) => ({ ...operation }),
    start: () => Promise.resolve(),
    stopWork: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => Promise.resolve({ status: 'ok', services: {} }),
  };
}
