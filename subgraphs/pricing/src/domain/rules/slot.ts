import type { Facts } from './facts';
import type { PriceRule } from './price-rule';

/** What rules take from: the price of one unit of a sku, or a line of an order. Lives as long as one quote is worked out. */
export interface Slot {
  readonly sku: string;
  readonly category: string;
  /** Units of the line; what a minimum quantity is compared with. */
  readonly quantity: number;
  /** How many units a fixed amount counts for: 1 where the price of one unit is at stake. */
  readonly units: number;
  /** Before the rules of this level: what best deals are compared on. */
  readonly baseMinor: bigint;
  /** No rule takes it below. */
  readonly floorMinor: bigint;
  readonly facts: Facts;
  runningMinor: bigint;
  readonly taken: Taken[];
}

/** One rule's part in a slot. */
export interface Taken {
  readonly rule: PriceRule;
  /** Negative when the rule raised the price. */
  readonly amountMinor: bigint;
}

/** What may still be taken from a slot. */
export function capacityOf(slot: Slot): bigint {
  return slot.runningMinor > slot.floorMinor ? slot.runningMinor - slot.floorMinor : 0n;
}

/** Writes a rule's part down. */
export function take(slot: Slot, rule: PriceRule, amountMinor: bigint): void {
  slot.runningMinor -= amountMinor;
  slot.taken.push({ rule, amountMinor });
}
