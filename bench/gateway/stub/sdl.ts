// The schema of the public federation gateways benchmark (graphql-hive/graphql-gateways-benchmark), as four subgraphs
// of Federation 2.

const link = (...directives: readonly string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${directives
    .map((name) => `"@${name}"`)
    .join(', ')}])`;

/** By name, in the order of their processes' ports. */
export const STUB_SDL = {
  accounts: `${link('key', 'shareable')}
type Query {
  me: User
  user(id: ID!): User
  users: [User]
}
type User @key(fields: "id") {
  id: ID!
  name: String
  username: String @shareable
  birthday: Int
}`,
  inventory: `${link('key', 'external', 'requires')}
type Product @key(fields: "upc") {
  upc: String!
  weight: Int @external
  price: Int @external
  inStock: Boolean
  shippingEstimate: Int @requires(fields: "price weight")
}`,
  products: `${link('key')}
type Query {
  topProducts(first: Int = 5): [Product]
}
type Product @key(fields: "upc") {
  upc: String!
  name: String
  price: Int
  weight: Int
}`,
  reviews: `${link('key', 'external', 'provides')}
type Review @key(fields: "id") {
  id: ID!
  body: String
  product: Product
  author: User @provides(fields: "username")
}
type User @key(fields: "id") {
  id: ID!
  username: String @external
  reviews: [Review]
}
type Product @key(fields: "upc") {
  upc: String!
  reviews: [Review]
}`,
} as const;

export type StubName = keyof typeof STUB_SDL;

export const STUB_NAMES = Object.keys(STUB_SDL) as readonly StubName[];
