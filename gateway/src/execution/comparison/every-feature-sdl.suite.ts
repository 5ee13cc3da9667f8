// Five small subgraphs that between them use what Federation has: entity interfaces and @interfaceObject, unions, value
// types, several and compound keys, @requires of nested selections and of fields that require others themselves,
// @provides, @override, @shareable, @inaccessible, lists of lists, custom scalars, input objects, mutations.

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@inaccessible"]
)`;

const SIZE = `type Size @shareable { height: Int width: Int unit: Unit! }
enum Unit { CM INCH }`;

/** By name of the subgraph. */
export const EVERY_FEATURE_SDL = {
  library: `${LINK}
interface Node { id: ID! }
interface Media implements Node @key(fields: "id") { id: ID! title: String! size: Size sequel: Media }
type Book implements Media & Node @key(fields: "id") @key(fields: "isbn") {
  id: ID!
  isbn: String!
  title: String!
  size: Size
  sequel: Book
  pages: Int
  format: Format!
  tags: [String!]!
  code: String @inaccessible
}
type Film implements Media & Node @key(fields: "id") {
  id: ID!
  title: String!
  size: Size
  sequel: Media
  minutes: Int!
  released: Date
  format: String
  cast: [Person]
  rows: [[Person!]]
}
${SIZE}
enum Format { PAPER AUDIO DIGITAL }
enum Kind { BOOK FILM PERSON }
scalar Date
scalar Json
type Cell { row: Int! column: Int! value: Json owner: Person }
type Person @key(fields: "org { code } number", resolvable: false) { org: Org! @shareable number: Int! @shareable }
type Org @shareable { code: String! }
union Thing = Book | Film | Person
input Range { from: Int = 0 to: Int }
input Filter { text: String = "" formats: [Format!] pages: Range not: Filter }
type Query {
  media(first: Int = 3, format: Format): [Media!]!
  node(id: ID!): Node
  things(kinds: [Kind!] = [BOOK, PERSON], reverse: Boolean! = false): [Thing]
  search(filter: Filter!): [Media]
  book(isbn: String!): Book
  films: [Film!]
  matrix(rows: Int = 2): [[Cell]!]
  echo(value: Json): Json
  version: String! @shareable
  brokenMedia: Media
  brokenBooks: [Book!]
}
type Mutation {
  retitle(id: ID!, title: String!): Media
  refuseRetitle(id: ID!): Book
}`,

  ratings: `${LINK}
type Media @interfaceObject @key(fields: "id") {
  id: ID!
  rating: Float
  reviews(first: Int! = 2, order: Order): [Review!]!
  verdict: String!
}
type Review @key(fields: "id") {
  id: ID!
  stars: Int!
  text: String
  media: Media
  author: Person @provides(fields: "nick")
  replies: [[Review!]!]
}
enum Order { BEST WORST }
type Person @key(fields: "id") { id: ID! nick: String @external reviews: [Review] favourite: Media }
type Refusal { reason: String! }
union ReviewResult = Review | Refusal
input ReviewInput { media: ID! stars: Int! = 3 text: String }
type Query {
  reviews(ids: [ID!]): [Review]
  bestMedia(first: Int = 2): [Media!]
  version: String! @shareable
}
type Mutation { reviewAdd(input: ReviewInput!): ReviewResult! }`,

  people: `${LINK}
interface Node { id: ID! }
interface Contact { label: String! }
type Email implements Contact { label: String! address: String! }
type Phone implements Contact { label: String! digits: String! owner: Person }
union Reachable = Email | Phone
type Person implements Node @key(fields: "id") @key(fields: "org { code } number") {
  id: ID!
  number: Int! @shareable
  org: Org! @shareable
  name: String!
  nick: String @shareable
  email: String
  mood(at: Date): Mood
  boss: Person
  friends(first: Int = 2): [Person!]
  contacts: [Contact]
  reachable: Reachable
  secret: String
  vow: String!
}
type Org @shareable { code: String! name: String motto: [String] }
enum Mood { GOOD BAD }
scalar Date
type Query { people(first: Int = 3): [Person] person(id: ID!): Person anyone: Person! }`,

  print: `${LINK}
type Book @key(fields: "isbn") {
  isbn: String!
  pages: Int @external
  size: Size @external
  weight: Int @requires(fields: "pages size { height unit }")
}
type Film @key(fields: "id") {
  id: ID!
  cast: [Person] @external
  credits: String @requires(fields: "cast { name org { code } }")
}
type Person @key(fields: "id") {
  id: ID!
  name: String! @external
  org: Org! @external
  boss: Person @external
  email: String @override(from: "people")
  badge: String @requires(fields: "name boss { name }")
}
type Org @shareable { code: String! }
${SIZE}
type Query { bestPrint: Book }`,

  post: `${LINK}
type Book @key(fields: "id") {
  id: ID!
  weight: Int @external
  code: String @external
  postage(currency: String = "EUR"): String @requires(fields: "weight code")
  parcel: Parcel @requires(fields: "weight")
}
type Parcel { size: Size weight: Int! contents: [Book!] }
type Person @key(fields: "id") {
  id: ID!
  badge: String @external
  salutation: String @requires(fields: "badge")
}
${SIZE}`,
} as const;

export type EveryFeatureName = keyof typeof EVERY_FEATURE_SDL;
