import type { BackorderedLine } from './backordered-line';
import { noteChange } from './order';
import type { Order } from './order';
import type { OrderLine } from './order-line';
import type { Payment } from './payment';
import type { SettlementDecision, SettlementStamp } from './settlement';

/** Units of a sku that are promised but not on hand. */
export interface BackorderedSku {
  readonly sku: string;
  readonly units: number;
}

/**
 * Notes what of an order is promised but not on hand, as a version of its own. Of lines that share a sku the last
 * ones wait. Nothing is noted twice.
 */
export function noteBackorders(
  facts: { readonly order: Order; readonly payment: Payment; readonly lines: readonly OrderLine[] },
  owed: readonly BackorderedSku[],
  stamp: SettlementStamp,
): SettlementDecision {
  const { order, payment, lines } = facts;
  const backordered = owed.flatMap(({ sku, units }) =>
    spread(
      lines.filter((line) => line.sku === sku),
      units,
    ),
  );
  const isKnown = lines.some(({ backorderedQuantity }) => backorderedQuantity > 0);
  if (isKnown || backordered.length === 0)
    return { kind: 'settled', settlement: { order, payment, change: undefined } };
  const noted = noteChange(order, { ...stamp, reasonCode: 'ITEMS_BACKORDERED' });
  return { kind: 'settled', settlement: { ...noted, payment, backordered } };
}

function spread(lines: readonly OrderLine[], units: number): BackorderedLine[] {
  let left = units;
  return lines.toReversed().flatMap(({ id: lineId, sku, quantity }) => {
    const backordered = Math.min(quantity, left);
    left -= backordered;
    return backordered > 0 ? [{ lineId, sku, quantity, backordered }] : [];
  });
}
