import { cartLinePriceChangedV1 } from '@agora/contracts/cart/line-price-changed';
import type { CartLinePriceChangedV1 } from '@agora/contracts/cart/line-price-changed';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { PricingCommit } from '../application/ports';
import { needsConsent } from '../domain/line-prices';
import { eventOf } from './published';

/** `cart.line.price_changed.v1` for the lines of which a unit costs something else now; none when there are none. */
export function linePricesChanged({
  cart,
  priced,
  trail,
}: Pick<PricingCommit, 'cart' | 'priced' | 'trail'>): OutboxEvent[] {
  const before = new Map(cart.lines.map(({ id, unitPriceMinor }) => [id, unitPriceMinor]));
  const lines = priced.flatMap(({ id, sku, price }) => {
    const previous = before.get(id);
    if (previous === undefined || previous === price.unitPriceMinor) return [];
    const amounts = {
      previous_unit_price_minor: String(previous),
      unit_price_minor: String(price.unitPriceMinor),
    };
    return [{ line_id: id, sku, ...amounts, needs_consent: needsConsent(price) }];
  });
  if (lines.length === 0) return [];
  const { id, customerId, sessionId, currency } = cart;
  const version = cart.version + 1;
  const payload: CartLinePriceChangedV1 = {
    ...{ cart_id: id, version, customer_id: customerId, session_id: sessionId, currency_code: currency },
    lines,
  };
  return [eventOf(cartLinePriceChangedV1.type, cart, { payload, causationId: null, trail })];
}
