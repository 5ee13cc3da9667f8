import { createInProcessSupergraph } from './in-process-subgraphs.suite';
import { randomOperation } from './random-operation.suite';
import { createWholeGraph, imaginedSubgraphs } from './imagined-subgraphs.suite';
import type { FuzzedSupergraph } from './fuzzed-supergraphs.suite';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires"]
)`;

// What is required has arguments, the same wherever it is required, and is required of what is required itself.
const SDL = {
  goods: `${LINK}
type Query { goods(first: Int = 3): [Good] good(id: ID!): Good things: [Thing!] }
type Good @key(fields: "id") {
  id: ID!
  name(style: Style = PLAIN): String
  price(currency: String! = "EUR"): Int
  size(unit: String): Size
  maker(role: String): Maker
  similar(first: Int): [Good!]
}
enum Style { PLAIN LOUD }
type Size @shareable { height(in: Int = 1): Int width: Int }
type Maker @key(fields: "id") { id: ID! name(language: String = "en"): String goods: [Good] }
union Thing = Good | Maker`,
  delivery: `${LINK}
enum Style { PLAIN LOUD }
type Good @key(fields: "id") {
  id: ID!
  name(style: Style = PLAIN): String @external
  price(currency: String! = "EUR"): Int @external
  size(unit: String): Size @external
  maker(role: String): Maker @external
  fee(to: String): Int @requires(fields: "price(currency: \\"USD\\") size(unit: \\"M\\") { height(in: 3) }")
  insurance: Int @requires(fields: "price(currency: \\"USD\\")")
  label: String @requires(fields: "name maker(role: \\"seller\\") { name(language: \\"de\\") }")
  parcel: String @requires(fields: "size(unit: \\"M\\") { height(in: 3) width }")
}
type Size @shareable { height(in: Int = 1): Int width: Int }
type Maker @key(fields: "id") { id: ID! name(language: String = "en"): String @external }`,
  tax: `${LINK}
type Good @key(fields: "id") {
  id: ID!
  price(currency: String! = "EUR"): Int @external
  fee(to: String): Int @external
  vat: Int @requires(fields: "price(currency: \\"USD\\")")
  total: Int @requires(fields: "price(currency: \\"USD\\") fee(to: \\"home\\")")
}`,
} as const;

/** Names of fields that others need, of keys, and one that is none: a random operation calls anything by them. */
const ALIASES = ['id', 'name', 'price', 'size', 'maker', 'height', 'fee', 'a'];

/** A supergraph in which fields require others with arguments, asked by operations that call other things by those names. */
export function conflictingSupergraph(): Required<FuzzedSupergraph> {
  const supergraph = createInProcessSupergraph(imaginedSubgraphs(SDL), () => ({}));
  return {
    supergraph,
    rightAnswer: createWholeGraph(SDL, supergraph),
    operationOf: (seed) =>
      randomOperation(supergraph.apiSchema, {
        ...{ seed, aliases: ALIASES, scalars: SCALARS, depth: 4, fields: 14 },
      }),
  };
}

const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['id-1', 'id-2'],
  String: ['USD', 'CHF', 'M', 'home', 'de'],
  Int: [1, 2, 3],
  Boolean: [true, false],
};
