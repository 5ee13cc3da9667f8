import type { Money } from '@agora/platform/money';
import type { LineToQuote } from './line-to-quote';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';
import type { Shopper } from './promotions/shopper';
import { applyToOrder, applyToSlots } from './rules/apply-turns';
import { CartFacts, ItemFacts, LineFacts, factsOf } from './rules/facts';
import type { QuoteFacts } from './rules/facts';
import { opened } from './rules/judge';
import type { AppliedRule } from './rules/price-rule';
import type { Slot } from './rules/slot';
import type { Tracer } from './rules/trace';
import { candidatesOf, decideTurns, needsCoupon } from './rules/turns';
import type { Engine, Turn } from './rules/turns';
import type { UnitPrice } from './unit-price';

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
  const facts = { ...factsOf(input.context), cart: cartFacts(lines) };
  const engine = engineOf(input, facts);
  const slots = lines.map((line) => slotOf(line, facts));
  const inOrder = canonical(lines, slots);
  const whole = wholeOrder(facts);
  const [lineTurns, orderTurns] = [
    decideTurns(candidatesOf('LINE', engine), inOrder, engine),
    decideTurns(candidatesOf('ORDER', engine), [whole], engine),
  ];
  for (const isOpenedByCode of [false, true]) {
    const due = (turn: Turn): boolean => needsCoupon(turn, engine) === isOpenedByCode;
    applyToSlots(lineTurns.filter(due), engine);
    applyToOrder(orderTurns.filter(due), inOrder, engine);
  }
  return lines.map((line, index) => ({ taken: takenOf(slots[index], engine), ...line }));
}

function engineOf({ table, context, shopper, trace }: OrderRulesInput, facts: QuoteFacts): Engine {
  return {
    context,
    facts,
    table,
    shopper,
    openedBy: opened(shopper),
    rounding: table.region(context.region)?.roundingMode ?? 'HALF_EVEN',
    spent: new Map(),
    trace,
  };
}

function cartFacts(lines: readonly PricedLine[]): CartFacts {
  return new CartFacts(
    lines.reduce((total, line) => total + subtotalOf(line), 0n),
    BigInt(lines.reduce((total, { line }) => total + line.quantity, 0)),
    [...new Set(lines.map(({ line }) => line.sku))].sort(),
  );
}

function subtotalOf({ line, unitPrice }: PricedLine): bigint {
  return unitPrice.amountMinor * BigInt(line.quantity);
}

function slotOf(priced: PricedLine, facts: QuoteFacts): Slot {
  const { sku, quantity, attributes = NO_ATTRIBUTES } = priced.line;
  const { category, floor } = priced.price;
  const subtotal = subtotalOf(priced);
  const line = new LineFacts(new ItemFacts(sku, BigInt(quantity), category), { subtotal, attributes });
  return {
    sku,
    category,
    quantity,
    units: quantity,
    baseMinor: subtotal,
    floorMinor: floor.amountMinor * BigInt(quantity),
    facts: { line, quote: facts, ...facts },
    runningMinor: subtotal,
    taken: [],
  };
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** What the rules of ORDER compete for: all lines together. No sku and no category is theirs, and their conditions know no line. */
function wholeOrder(facts: QuoteFacts & { readonly cart: CartFacts }): Slot {
  const { subtotal, quantity } = facts.cart;
  return {
    sku: '',
    category: '',
    quantity: Number(quantity),
    units: 1,
    baseMinor: subtotal,
    floorMinor: 0n,
    facts,
    runningMinor: subtotal,
    taken: [],
  };
}

function takenOf(slot: Slot | undefined, engine: Engine): AppliedRule[] {
  const { currency } = engine.context;
  return (slot?.taken ?? []).map(({ rule, amountMinor }) => ({
    rule,
    amount: { amountMinor, currency },
    couponCode: rule.promotionId === undefined ? undefined : engine.openedBy.get(rule.promotionId),
  }));
}

/** The slots of the lines in an order that follows from what the lines are; those that are equal in everything stay as they stand. */
function canonical(lines: readonly PricedLine[], slots: readonly Slot[]): Slot[] {
  const placed = slots.flatMap((slot, index) => {
    const priced = lines[index];
    return priced === undefined ? [] : { priced, slot };
  });
  return placed.sort((left, right) => comparedLines(left.priced, right.priced)).map(({ slot }) => slot);
}

function comparedLines(left: PricedLine, right: PricedLine): number {
  return (
    compared(left.line.sku, right.line.sku) ||
    left.line.quantity - right.line.quantity ||
    compared(left.unitPrice.amountMinor, right.unitPrice.amountMinor) ||
    compared(attributesText(left.line), attributesText(right.line))
  );
}

function attributesText({ attributes = NO_ATTRIBUTES }: LineToQuote): string {
  if (attributes.size === 0) return '';
  return JSON.stringify([...attributes].sort(([left], [right]) => compared(left, right)));
}

function compared<T extends string | bigint>(left: T, right: T): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
