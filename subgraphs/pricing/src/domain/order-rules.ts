import type { Money } from '@agora/platform/money';
import type { LineToQuote } from './line-to-quote';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';
import type { Shopper } from './promotions/shopper';
import { applyToOrder, applyToSlots } from './rules/apply-turns';
import { CartFacts, CustomerFacts, ItemFacts, LineFacts } from './rules/condition';
import { opened } from './rules/judge';
import type { AppliedRule } from './rules/price-rule';
import type { Slot } from './rules/slot';
import type { Tracer } from './rules/trace';
import { candidatesOf, decideTurns, hasNone, needsCoupon } from './rules/turns';
import type { Engine, Turn } from './rules/turns';
import type { UnitPrice } from './variant-price';

/** A line with the price of its unit, before the rules of lines and orders. */
export interface PricedLine {
  readonly line: LineToQuote;
  readonly price: UnitPrice;
  /** What one unit is charged at. */
  readonly unitPrice: Money;
}

export interface RuledLine extends PricedLine {
  /** What rules of LINE and ORDER took off it. */
  readonly taken: readonly AppliedRule[];
}

export interface OrderRulesInput {
  readonly table: PriceTable;
  readonly context: PriceContext;
  readonly shopper: Shopper;
  readonly trace: Tracer | undefined;
}

/**
 * Applies the rules of lines, then those of the order, then both again for what a coupon opened. Works on the lines in an
 * order of its own, so that theirs decides nothing: only lines that are equal in everything may share a unit differently.
 */
export function applyOrderRules(lines: readonly PricedLine[], input: OrderRulesInput): RuledLine[] {
  const engine = engineOf(input);
  const [forLines, forOrder] = [candidatesOf('LINE', engine), candidatesOf('ORDER', engine)];
  if (hasNone(forLines) && hasNone(forOrder)) return lines.map((line) => ruledLine(line, NOTHING_TAKEN));
  const slots = slotsOf(lines, input.context);
  const inOrder = canonical(lines).flatMap((index) => slots[index] ?? []);
  const whole = wholeOrder(inOrder, lines);
  const [lineTurns, orderTurns] = [
    decideTurns(forLines, inOrder, engine),
    decideTurns(forOrder, [whole], engine),
  ];
  for (const isOpenedByCode of [false, true]) {
    const due = (turn: Turn): boolean => needsCoupon(turn, engine) === isOpenedByCode;
    applyToSlots(lineTurns.filter(due), engine);
    applyToOrder(orderTurns.filter(due), inOrder, engine);
  }
  return lines.map((line, index) => ruledLine(line, takenOf(slots[index], engine)));
}

const NOTHING_TAKEN: readonly AppliedRule[] = [];

// Field by field, as everything here that is done for each of 250 lines: copies of whole objects cost more than the prices.
function ruledLine({ line, price, unitPrice }: PricedLine, taken: readonly AppliedRule[]): RuledLine {
  return { line, price, unitPrice, taken };
}

function engineOf({ table, context, shopper, trace }: OrderRulesInput): Engine {
  return {
    context,
    table,
    shopper,
    openedBy: opened(shopper),
    rounding: table.region(context.region)?.roundingMode ?? 'HALF_EVEN',
    spent: new Map(),
    trace,
  };
}

function slotsOf(lines: readonly PricedLine[], context: PriceContext): Slot[] {
  const subtotals = lines.map(({ line, unitPrice }) => unitPrice.amountMinor * BigInt(line.quantity));
  const cart = new CartFacts(
    subtotals.reduce((total, one) => total + one, 0n),
    BigInt(quantityOf(lines)),
    [...new Set(lines.map(({ line }) => line.sku))].sort(),
  );
  const { region, channel = '', currency, at } = context;
  const customer = new CustomerFacts(context.segments);
  return lines.map(({ line, price }, index) => {
    const { sku, quantity } = line;
    const baseMinor = subtotals[index] ?? 0n;
    const category = price.category;
    const facts = new LineFacts(new ItemFacts(sku, BigInt(quantity), category), {
      subtotal: baseMinor,
      attributes: line.attributes ?? NO_ATTRIBUTES,
    });
    return {
      sku,
      category,
      quantity,
      units: quantity,
      baseMinor,
      floorMinor: price.floor.amountMinor * BigInt(quantity),
      facts: { cart, customer, region, channel, currency, at, line: facts },
      runningMinor: baseMinor,
      taken: [],
    };
  });
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** What the rules of ORDER compete for: all lines together. No sku and no category is theirs. */
function wholeOrder(slots: readonly Slot[], lines: readonly PricedLine[]): Slot {
  const total = slots.reduce((sum, slot) => sum + slot.baseMinor, 0n);
  return {
    sku: '',
    category: '',
    quantity: quantityOf(lines),
    units: 1,
    baseMinor: total,
    floorMinor: 0n,
    // Their conditions know no line: which one these facts come from decides nothing.
    facts: slots[0]?.facts ?? NOBODY,
    runningMinor: total,
    taken: [],
  };
}

// A quote has at least one line; this only satisfies the types.
const NOBODY = { customer: new CustomerFacts([]), region: '', channel: '', currency: '', at: new Date(0) };

function takenOf(slot: Slot | undefined, engine: Engine): readonly AppliedRule[] {
  if (slot === undefined || slot.taken.length === 0) return NOTHING_TAKEN;
  const { currency } = engine.context;
  return slot.taken.map(({ rule, amountMinor }) => ({
    rule,
    amount: { amountMinor, currency },
    couponCode: rule.promotionId === undefined ? undefined : engine.openedBy.get(rule.promotionId),
  }));
}

function quantityOf(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, { line }) => sum + line.quantity, 0);
}

/** Positions of the lines in an order that follows from what they are. */
function canonical(lines: readonly PricedLine[]): number[] {
  const keys = lines.map(({ line, unitPrice }) =>
    JSON.stringify([line.sku, line.quantity, String(unitPrice.amountMinor), sortedAttributes(line)]),
  );
  const keyOf = (index: number): string => keys[index] ?? '';
  return [...lines.keys()].sort((left, right) =>
    keyOf(left) === keyOf(right) ? left - right : keyOf(left) < keyOf(right) ? -1 : 1,
  );
}

function sortedAttributes({ attributes }: LineToQuote): (readonly [string, string])[] {
  return [...(attributes ?? [])].sort(([left], [right]) => (left < right ? -1 : 1));
}
