const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@composeDirective"])`;

const LIVE = `extend schema @link(url: "https://specs.agora.dev/live/v1.0", import: ["@live"]) @composeDirective(name: "@live")
directive @live(channel: String!, type: String!, key: String!, keyArgument: String!, version: String!, envelope: String!, changes: String!, final: String) on FIELD_DEFINITION`;

/** The owner of carts: an entity with a version and a log, and a live field over it. */
export const CART_SDL = `${FEDERATION}
${LIVE}
enum Cause { CREATED ADDED NOTED }
interface Item { id: ID! }
type Piece implements Item { id: ID! quantity: Int! product: Product }
type Gift implements Item { id: ID! wrapping: String! }
union Extra = Piece | Gift
type Product @key(fields: "id", resolvable: false) { id: ID! }
type Entry { version: Int! cause: Cause! lineIds: [ID!]! at: String }
type Cart @key(fields: "id") {
  id: ID!
  version: Int!
  region: String!
  note(prefix: String = ">"): String
  items: [Item!]!
  extras: [Extra!]!
  fragile: String!
  moody: String
  closedBy: String
  history(first: Int = 50, afterVersion: Int): [Entry!]
}
type CartChange { version: Int! cause: Cause! snapshot: Boolean! changes: [Entry!]! cart: Cart }
type Query { cart(id: ID!): Cart }
type Subscription {
  cartChanged(cartId: ID!, afterVersion: Int): CartChange
    @live(channel: "cart.{cartId}", type: "Cart", key: "id", keyArgument: "cartId", version: "version", envelope: "cart", changes: "history", final: "closedBy")
  ticks: Int
}`;

export const CATALOG_SDL = `${FEDERATION}
type Product @key(fields: "id") { id: ID! title(language: String): String label: String! }
type Query { product(id: ID!): Product }`;

/** Adds a field to the cart that needs another of the owner's. */
export const TAX_SDL = `${FEDERATION}
type Cart @key(fields: "id") { id: ID! region: String! @external taxNote: String @requires(fields: "region") }
type Query { taxes: Int }`;

/** The owner of stock: one subscription that is the same for everybody, and two that are nobody else's business. */
export const STOCK_SDL = `${FEDERATION}
extend schema @link(url: "https://specs.agora.dev/live/v1.0", import: ["@liveShare"]) @composeDirective(name: "@liveShare")
directive @liveShare(scope: String!, key: String!) on FIELD_DEFINITION
type Product @key(fields: "id", resolvable: false) { id: ID! }
type StockChange {
  sku: String!
  version: Int!
  level(unit: String = "piece"): String!
  seenBy: String
  fragile: String!
  product: Product
}
type Query { stock: Int }
type Subscription {
  stockChanged(skus: [String!]!): StockChange @liveShare(scope: "PUBLIC", key: "sku")
  ownStockChanged(skus: [String!]!): StockChange
  countTo(last: Int!): Int
}`;
