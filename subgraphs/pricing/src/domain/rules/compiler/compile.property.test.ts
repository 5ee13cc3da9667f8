import type { ASTNode } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { NOW } from '../../price-table.suite';
import { compileCondition, isProblem } from '../condition';
import { LANGUAGES } from '../condition-language';
import { CartFacts, CustomerFacts, ItemFacts, LineFacts } from '../facts';
import type { Facts, QuoteFacts } from '../facts';
import type { Compiled } from './compiled';
import { WORDS, aCondition } from './condition-grammar.suite';

// A failing run prints its seed and path; FC_SEED runs it again.
const seed = process.env['FC_SEED'];
const runs = { numRuns: 700, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const { environment, compiler } = LANGUAGES.LINE;

const MOST = 2n ** 63n - 1n;
const aNumber = fc.oneof(
  fc.bigInt(-3n, 3n),
  fc.constantFrom(MOST, MOST - 1n, 2n ** 53n, 2n ** 53n - 1n, 1_000n),
);
const aWord = fc.constantFrom(...WORDS);

const aQuote = fc
  .record({
    region: aWord,
    subtotal: aNumber,
    quantity: aNumber,
    skus: fc.array(aWord, { maxLength: 3 }),
    segments: fc.array(aWord, { maxLength: 2 }),
  })
  .map(({ region, subtotal, quantity, skus, segments }): QuoteFacts => ({
    cart: new CartFacts(subtotal, quantity, skus),
    customer: new CustomerFacts(segments),
    region,
    channel: 'web',
    currency: 'USD',
    at: NOW,
  }));

const aLine = fc
  .record({
    sku: aWord,
    category: aWord,
    quantity: aNumber,
    subtotal: aNumber,
    attributes: fc.dictionary(aWord, aWord, { maxKeys: 2 }),
  })
  .map(
    ({ sku, category, quantity, subtotal, attributes }) =>
      new LineFacts(new ItemFacts(sku, quantity, category), {
        subtotal,
        attributes: new Map(Object.entries(attributes)),
      }),
  );

/** Lines of two quotes, as a quote asks for them. */
const someFacts: fc.Arbitrary<readonly Facts[]> = fc
  .array(fc.tuple(aQuote, fc.array(aLine, { minLength: 1, maxLength: 3 })), { minLength: 2, maxLength: 2 })
  .map((quotes) => quotes.flatMap(([quote, lines]) => lines.map((line) => ({ line, quote, ...quote }))));

const isCondition = (text: string): boolean => !isProblem(compileCondition(text, 'LINE'));

/** Undefined for an error. */
function interpreted(text: string, facts: Facts): unknown {
  try {
    return environment.evaluate(text, facts) as unknown;
  } catch {
    return undefined;
  }
}

const inParentheses = (text: string): string => `(${text})`;

function astOf(text: string): ASTNode {
  const program = environment.parse(text);
  program.check();
  return program.ast;
}

/** Undefined for what is left to the interpreter. */
const compiledOf = (text: string): Compiled | undefined => compiler.compile(astOf(text), new Map());

const LOOPS: ReadonlySet<unknown> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** Whether a macro goes over a map whose keys are no strings: its name may be that of a variable which is one elsewhere. */
function goesOverOtherKeys(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(goesOverOtherKeys);
  if (typeof part !== 'object' || part === null || !('op' in part) || !('args' in part)) return false;
  const [name, receiver] = part.op === 'rcall' ? (part.args as readonly unknown[]) : [];
  const { checkedType } = (receiver ?? {}) as { readonly checkedType?: { readonly name: string } };
  const isOver = LOOPS.has(name) && /^map<(?!(?:string|K|dyn), )/.test(checkedType?.name ?? '');
  return isOver || goesOverOtherKeys(part.args);
}

test('a compiled condition says what the interpreter says, errors included', () => {
  fc.assert(
    fc.property(aCondition.filter(isCondition), someFacts, (text, all) => {
      const compiled = compiledOf(text);
      expect(compiled === undefined).toBe(goesOverOtherKeys(astOf(text)));
      if (compiled === undefined) return;
      for (const facts of all) expect(compiled.read(facts)).toBe(interpreted(text, facts));
    }),
    runs,
  );
});

describe('whole numbers', () => {
  const NUMBERS = [0n, 1n, 3n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 62n, MOST].flatMap((number) => [
    number,
    -number,
  ]);
  const PAIRS = NUMBERS.flatMap((one) => NUMBERS.map((other) => [one, other] as const));

  const factsOf = (quantity: bigint, subtotal: bigint): Facts => ({
    line: new LineFacts(new ItemFacts('MUG', quantity, ''), { subtotal, attributes: new Map() }),
    cart: new CartFacts(0n, 0n, []),
    customer: new CustomerFacts([]),
    region: 'US',
    channel: 'web',
    currency: 'USD',
    at: NOW,
  });

  const forms = (op: string, other: bigint): string[] => [
    `line.quantity ${op} line.subtotal`,
    `line.quantity ${op} ${String(other)}`,
  ];

  test.each(['==', '!=', '<', '<=', '>', '>='])('are compared by %s however large they are', (op) => {
    for (const [one, other] of PAIRS) {
      const facts = factsOf(one, other);
      for (const text of forms(op, other))
        expect(compiledOf(text)?.read(facts)).toBe(interpreted(text, facts));
    }
  });

  test.each(['+', '-', '*', '/', '%'])('are reckoned by %s, as numbers where they are safe', (op) => {
    for (const [one, other] of PAIRS) {
      const facts = factsOf(one, other);
      for (const text of forms(op, other)) {
        const compiled = compiledOf(text);
        const exact = interpreted(text, facts);
        expect(compiled?.read(facts)).toBe(exact);
        const number = compiled?.number?.(facts) ?? NaN;
        if (!Number.isNaN(number)) expect(BigInt(number)).toBe(exact);
      }
    }
  });
});

test('a condition holds where the interpreter says true, and names the part that is false everywhere else', () => {
  const conjunction = fc
    .array(aCondition, { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(inParentheses).join(' && '));
  fc.assert(
    fc.property(conjunction.filter(isCondition), someFacts, (text, all) => {
      const condition = compileCondition(text, 'LINE');
      if (isProblem(condition)) throw new Error(condition.message);
      for (const facts of all) {
        const { quote = facts } = facts;
        const holds = condition.holdsForQuote?.(quote) !== false && condition.holdsForLine?.(facts) !== false;
        expect(holds).toBe(interpreted(text, facts) === true);
        const part = condition.firstFalse(facts);
        expect(part === undefined).toBe(holds);
        if (part !== undefined) expect(interpreted(part, facts)).not.toBe(true);
      }
    }),
    runs,
  );
});

test('what reads no line is worked out once for a quote, however many lines ask', () => {
  let looks = 0;
  const skus = new Proxy(['MUG'], {
    get: (list, key) => {
      if (key === 'length') looks += 1;
      return Reflect.get(list, key) as unknown;
    },
  });
  const compiled = compiledOf('line.quantity > 2 || cart.skus.exists(sku, sku == "LAMP")');
  const ask = (quote: QuoteFacts): unknown[] =>
    [1n, 2n, 3n].map((quantity) =>
      compiled?.read({ ...quote, quote, line: new ItemFacts('MUG', quantity, '') }),
    );
  const quote = fc.sample(aQuote, 1)[0];
  if (quote === undefined) throw new Error('There is no quote.');
  const [one, other] = [0, 1].map(() => ({ ...quote, cart: new CartFacts(0n, 0n, skus) })) as [
    QuoteFacts,
    QuoteFacts,
  ];
  expect(ask(one)).toEqual([false, false, true]);
  const once = looks;
  expect(once).toBeGreaterThan(0);
  expect(ask(one)).toEqual([false, false, true]);
  expect(looks).toBe(once);
  ask(other);
  expect(looks).toBe(2 * once);
});

test.each(['[cel].size() == 1', '{1: "one"}.exists(key, key == 1)'])(
  '%s is left to the interpreter',
  (text) => {
    expect(isCondition(text)).toBe(true);
    expect(compiledOf(text)).toBeUndefined();
  },
);
