import { buildSubgraphSchema } from '@apollo/subgraph';
import { AppError } from '@agora/platform/errors';
import type { OperationContext, SubgraphDefinition } from '@agora/platform/server';
import type { GraphQLSchema } from 'graphql';
import { parse } from 'graphql';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes"])';

/** Owns products; has one field of each kind of guard, and one that fails without saying why. */
export const shopSdl = `${LINK}
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
type Subscription {
  "A product whenever it changes."
  productChanged("Its id." id: ID!): Product
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
        return { product: { id, title } };
      },
    },
  });
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
    stop: () => Promise.resolve(),
    health: () => Promise.resolve({ status: 'ok', services: {} }),
  };
}
