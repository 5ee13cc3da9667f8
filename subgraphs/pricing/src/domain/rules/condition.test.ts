import { NOW } from '../price-table.suite';
import { compileCondition, isProblem } from './condition';
import type { Condition, ConditionProblem } from './condition';
import { CartFacts, CustomerFacts, ItemFacts, LineFacts } from './facts';
import type { Facts } from './facts';
import { RuleCompiler } from './rule-spec';
import { aRule } from '../price-table.suite';

const facts: Facts = {
  line: new LineFacts(new ItemFacts('MUG', 3n, 'standard'), {
    subtotal: 3_000n,
    attributes: new Map([['gift', 'yes']]),
  }),
  cart: new CartFacts(12_000n, 5n, ['MUG', 'NOVEL']),
  customer: new CustomerFacts(['general', 'vip']),
  region: 'US',
  channel: 'web',
  currency: 'USD',
  at: NOW,
};

function compiled(text: string): Condition {
  const condition = compileCondition(text, 'LINE');
  if (isProblem(condition)) throw new Error(condition.message);
  return condition;
}

const isTrue = ({ holdsForQuote, holdsForLine }: Condition): boolean =>
  holdsForQuote?.(facts) !== false && holdsForLine?.(facts) !== false;

function problem(text: string, scope: Parameters<typeof compileCondition>[1] = 'LINE'): ConditionProblem {
  const condition = compileCondition(text, scope);
  if (!isProblem(condition)) throw new Error(`${text} is fine`);
  return condition;
}

test.each([
  ['"vip" in customer.segments', true],
  ['line.quantity >= 3 && cart.subtotal > 10000', true],
  ['line.sku == "MUG" && line.category == "books"', false],
  ['line.attributes["gift"] == "yes"', true],
  ['"MUG" in cart.skus && region in ["US", "CA"]', true],
  ['at > timestamp("2030-01-01T00:00:00Z")', false],
  ['channel == "pos" || currency == "USD"', true],
])('%s is %p here', (text, holds) => {
  expect(isTrue(compiled(text))).toBe(holds);
});

test('what cannot be evaluated does not hold, and throws nothing', () => {
  expect(isTrue(compiled('line.attributes["none"] == "yes"'))).toBe(false);
  expect(isTrue(compiled('line.quantity / (cart.quantity - 5) > 1 || region == "US"'))).toBe(true);
});

test('the part of a conjunction that is false is named as it was written', () => {
  const condition = compiled('line.quantity >= 3 && "b2b" in customer.segments && cart.quantity > 100');
  expect(condition.firstFalse(facts)).toBe('"b2b" in customer.segments');
  expect(compiled('line.quantity >= 3').firstFalse(facts)).toBeUndefined();
});

test.each([
  ['!(region == "EU" || region == "US") && line.quantity > 1', '!(region == "EU" || region == "US")'],
  ['region == "US" && (line.quantity + 1) > 9', '(line.quantity + 1) > 9'],
  [
    '9 < (line.quantity - (line.quantity - 1)) && region == "US"',
    '9 < (line.quantity - (line.quantity - 1))',
  ],
  ['(line.quantity - 1) > (line.quantity + (2)) && true', '(line.quantity - 1) > (line.quantity + (2))'],
  ['(region == "US" && (line.sku == "LAMP"))', 'line.sku == "LAMP"'],
])('a part of %s is named whole', (text, part) => {
  expect(compiled(text).firstFalse(facts)).toBe(part);
});

test('parts that read no line are apart from those that do', () => {
  const cartOnly = compiled('cart.subtotal > 10000');
  expect([cartOnly.holdsForQuote?.(facts), cartOnly.holdsForLine]).toEqual([true, undefined]);
  const mixed = compiled('line.quantity > 9 && cart.subtotal > 1 && (region == "US" || line.quantity > 2)');
  expect([mixed.holdsForQuote?.(facts), mixed.holdsForLine?.(facts)]).toEqual([true, false]);
  expect(compiled('line.quantity > 9').holdsForQuote).toBeUndefined();
});

test.each([
  ['line.quanty > 3', 'No such key: quanty', 5, 11],
  ['region + 3 == 4', 'no such overload: string + int', 0, 10],
  ['foo == 1', 'Unknown variable: foo', 0, 3],
  ['line.quantity >', 'Unexpected token: EOF', 15, 15],
  ['line.quantity', 'must be a bool, not int', 0, 13],
])('%s is refused with its position', (text, message, start, end) => {
  expect(problem(text)).toEqual({ message, start, end });
});

test('each scope has its own variables', () => {
  expect(problem('cart.subtotal > 1', 'PRICE').message).toBe('Unknown variable: cart');
  expect(problem('line.subtotal > 1', 'CATALOG').message).toBe('No such key: subtotal');
  expect(problem('line.quantity > 1', 'ORDER').message).toBe('Unknown variable: line');
});

test('size is bounded', () => {
  expect(problem(`region == "${'x'.repeat(2_000)}"`).message).toBe('must have at most 2000 characters');
  expect(isProblem(compileCondition(Array.from({ length: 150 }, () => 'true').join('&&'), 'LINE'))).toBe(
    true,
  );
  expect(isProblem(compileCondition(`${'('.repeat(60)}true${')'.repeat(60)}`, 'LINE'))).toBe(true);
});

test('a version of a rule is compiled once, a wrong condition leaves the rule out', () => {
  const compiler = new RuleCompiler();
  const spec = { ...aRule({ id: 'r' }), condition: 'cart.quantity > 1' };
  const [first, again] = [compiler.compile(spec), compiler.compile({ ...spec, name: 'other' })];
  expect(again?.condition).toBe(first?.condition);
  expect(again?.name).toBe('other');
  expect(compiler.compile({ ...spec, version: 2 })?.condition).not.toBe(first?.condition);
  expect(compiler.compile({ ...spec, version: 3, condition: 'nonsense(' })).toBeUndefined();
});
