import fc from 'fast-check';
import { NOW } from '../price-table.suite';
import { compileCondition, isProblem } from './condition';
import { LANGUAGES } from './condition-language';
import { CartFacts, CustomerFacts, ItemFacts, LineFacts } from './facts';
import type { Facts } from './facts';
import { predicateOf } from './predicate';

// A failing run prints its seed and path; FC_SEED runs it again.
const seed = process.env['FC_SEED'];
const runs = { numRuns: 3_000, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const MOST = 2n ** 63n - 1n;
const WORDS = ['', 'MUG', 'LAMP', 'US', 'vip', 'web'];
const aNumber = fc.oneof(fc.bigInt(-3n, 3n), fc.constantFrom(MOST, MOST - 1n, 1_000n));
const aWord = fc.constantFrom(...WORDS);
const quoted = (word: string): string => JSON.stringify(word);

const someFacts = fc
  .record({
    sku: aWord,
    category: aWord,
    region: aWord,
    numbers: fc.tuple(aNumber, aNumber, aNumber, aNumber),
    attributes: fc.dictionary(aWord, aWord, { maxKeys: 2 }),
    skus: fc.array(aWord, { maxLength: 3 }),
    segments: fc.array(aWord, { maxLength: 2 }),
  })
  .map(({ sku, category, region, numbers: [quantity, subtotal, whole, all], ...lists }): Facts => {
    const attributes = new Map(Object.entries(lists.attributes));
    return {
      line: new LineFacts(new ItemFacts(sku, quantity, category), { subtotal, attributes }),
      cart: new CartFacts(whole, all, lists.skus),
      customer: new CustomerFacts(lists.segments),
      region,
      channel: 'web',
      currency: 'USD',
      at: NOW,
    };
  });

const { condition } = fc.letrec<{ integer: string; text: string; condition: string }>((tie) => ({
  integer: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('line.quantity', 'line.subtotal', 'cart.subtotal', 'cart.quantity'),
    aNumber.filter((number) => number >= 0n).map(String),
    fc
      .tuple(tie('integer'), fc.constantFrom('+', '-', '*', '/', '%'), tie('integer'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
  ),
  text: fc.oneof(
    fc.constantFrom('line.sku', 'line.category', 'region', 'channel', 'currency'),
    aWord.map(quoted),
    aWord.map((word) => `line.attributes[${quoted(word)}]`),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(tie('integer'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('integer'))
      .map((parts) => parts.join(' ')),
    fc
      .tuple(tie('text'), fc.constantFrom('==', '!=', '<', '>='), tie('text'))
      .map((parts) => parts.join(' ')),
    fc
      .tuple(tie('text'), fc.array(aWord.map(quoted), { minLength: 1, maxLength: 3 }))
      .map(([text, words]) => `${text} in [${words.join(', ')}]`),
    fc
      .tuple(tie('text'), fc.constantFrom('customer.segments', 'cart.skus'))
      .map(([text, list]) => `${text} in ${list}`),
    fc
      .tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), aWord)
      .map(([text, test, word]) => `${text}.${test}(${quoted(word)})`),
    fc.constantFrom('true', 'false'),
    tie('condition').map((one) => `!(${one})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([left, op, right]) => `(${left}) ${op} (${right})`),
  ),
}));

/** Undefined for an error. */
function interpreted(text: string, facts: Facts): unknown {
  try {
    return LANGUAGES.LINE.evaluate(text, facts) as unknown;
  } catch {
    return undefined;
  }
}

const INTERPRETED = [
  'size(line.sku) > 3',
  'has(line.attributes.MUG)',
  '["MUG", "LAMP"].exists(word, word == line.sku || "\\"" in customer.segments)',
  'cart.skus.exists(sku, sku == "MUG")',
  'cart.skus.filter(sku, sku != line.sku).size() > 0',
  '(line.sku + "X").matches("^M\\\\w+X$")',
];

const isWithinBounds = (text: string): boolean => !isProblem(compileCondition(text, 'LINE'));

test('a predicate says what the interpreter says, errors included', () => {
  fc.assert(
    fc.property(condition.filter(isWithinBounds), someFacts, (text, facts) => {
      const predicate = predicateOf(LANGUAGES.LINE.parse(text).ast);
      expect(predicate).toBeDefined();
      expect(predicate?.(facts)).toBe(interpreted(text, facts));
    }),
    runs,
  );
});

test('a condition holds where the interpreter says true, and names a part everywhere else', () => {
  const withInterpreted = fc
    .tuple(condition, fc.constantFrom(...INTERPRETED))
    .map(([one, other]) => `(${one}) && ${other}`);
  fc.assert(
    fc.property(fc.oneof(condition, withInterpreted).filter(isWithinBounds), someFacts, (text, facts) => {
      const compiled = compileCondition(text, 'LINE');
      if (isProblem(compiled)) throw new Error(compiled.message);
      const { line: _, ...ofQuote } = facts;
      const holds = compiled.holdsForQuote?.(ofQuote) !== false && compiled.holdsForLine?.(facts) !== false;
      expect(holds).toBe(interpreted(text, facts) === true);
      expect(compiled.firstFalse(facts) === undefined).toBe(holds);
    }),
    runs,
  );
});

test.each([
  'line.quantity >= 2.5',
  'cart.skus.exists(sku, sku == "MUG")',
  'size(line.sku) > 3',
  'at > timestamp("2030-01-01T00:00:00Z")',
  'has(line.attributes.gift)',
  'line.sku + "X" == "MUGX"',
  'region == "US" ? true : false',
  'cart.skus == ["MUG"]',
])('%s is left to the interpreter', (text) => {
  expect(isWithinBounds(text)).toBe(true);
  expect(predicateOf(LANGUAGES.LINE.parse(text).ast)).toBeUndefined();
});
