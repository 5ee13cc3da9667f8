import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { inventoryBackorderFilledV1 } from '@agora/contracts/inventory/backorder-filled';
import { inventoryStockChangedV1 } from '@agora/contracts/inventory/stock-changed';
import { inventoryStockDepletedV1 } from '@agora/contracts/inventory/stock-depleted';
import { inventoryReservationExpiredV1 } from '@agora/contracts/inventory/reservation-expired';
import type { InventoryReservationExpiredV1 } from '@agora/contracts/inventory/reservation-expired';
import { cartItemOutOfStockV1 } from '@agora/contracts/cart/item-out-of-stock';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { fxRateChangedV1 } from '@agora/contracts/pricing/fx-rate-changed';
import { promotionActivatedV1 } from '@agora/contracts/pricing/promotion-activated';
import { promotionCampaignUpdatedV1 } from '@agora/contracts/pricing/promotion-campaign-updated';
import type { PromotionCampaignUpdatedV1 } from '@agora/contracts/pricing/promotion-campaign-updated';
import { pricingRuleChangedV1 } from '@agora/contracts/pricing/rule-changed';
import { pricingUpdatedV1 } from '@agora/contracts/pricing/updated';
import type { Queryable } from '@agora/platform/database';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler, ReceivedEvent } from '@agora/platform/inbox';
import type { CommitTrail, StoredCart } from '../application/ports';
import { isLockedBy, problemsAfterUnlock } from '../domain/lock';
import { problemsAfterExpiry } from '../domain/stock-problems';
import {
  callActiveAttention,
  callAttention,
  callCartAttention,
  callUnheldAttention,
} from '../persistence/cart-attention';
import { changeStatus } from '../persistence/change-status';
import { lockAndReadCart } from '../persistence/read-cart';
import { storeVariants } from '../persistence/variant-store';

/**
 * What cart does when something happened elsewhere. Each effect commits with the record that it was handled.
 * @param regions Regions with their own currencies.
 */
export function cartEventHandlers(
  regions: ReadonlyMap<string, string>,
): Readonly<Record<string, EventHandler>> {
  return {
    [catalogProductUpdatedV1.type]: onEvent(catalogProductUpdatedV1, async ({ payload }, tx) => {
      await storeVariants(tx, payload);
      await callAttention(
        tx,
        payload.variants.map(({ sku }) => sku),
        null,
      );
    }),
    [pricingUpdatedV1.type]: onEvent(pricingUpdatedV1, ({ payload }, tx) =>
      callAttention(tx, [payload.sku], null),
    ),
    [pricingRuleChangedV1.type]: onEvent(pricingRuleChangedV1, ({ payload }, tx) => {
      const { sku, region, channel, currency_code: currency } = payload;
      return sku === null
        ? callActiveAttention(tx, { region, channel, currency })
        : callAttention(tx, [sku], region);
    }),
    [promotionActivatedV1.type]: onEvent(promotionActivatedV1, ({ payload }, tx) =>
      callActiveAttention(tx, { withCoupons: payload.coupon_required }),
    ),
    [promotionCampaignUpdatedV1.type]: onEvent(promotionCampaignUpdatedV1, async ({ payload }, tx) => {
      if (!changesPrices(payload)) return;
      const { coupon_required: needsCoupon, changed } = payload;
      // One that just became a matter of coupons was given to carts without.
      await callActiveAttention(tx, { withCoupons: needsCoupon && !changed.includes('coupon_required') });
    }),
    [fxRateChangedV1.type]: onEvent(fxRateChangedV1, ({ payload }, tx) =>
      // Where the currency is the region's own, prices are not converted.
      callActiveAttention(tx, {
        currency: payload.quote_currency,
        outside: [...regions].flatMap(([region, own]) => (own === payload.quote_currency ? [region] : [])),
      }),
    ),
    [inventoryStockDepletedV1.type]: onEvent(inventoryStockDepletedV1, ({ payload }, tx) =>
      callUnheldAttention(tx, payload.sku, payload.region),
    ),
    [inventoryStockChangedV1.type]: onEvent(inventoryStockChangedV1, ({ payload }, tx) =>
      callUnheldAttention(tx, payload.sku, payload.region),
    ),
    [inventoryBackorderFilledV1.type]: onEvent(inventoryBackorderFilledV1, async ({ payload }, tx) => {
      if (payload.owner_type === 'CART') await callCartAttention(tx, payload.owner_id);
    }),
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, async (event, tx) => {
      const { cart_id: cartId, order_id: orderId, to, reason_code: reason } = event.payload;
      if (to === 'CONFIRMED') await closeFor(tx, { cartId, orderId }, event);
      if (to === 'CANCELLED') await giveBack(tx, { cartId, orderId, reason }, event);
    }),
    // Whoever says so, inventory knows: the cart looks at its stock again.
    [cartItemOutOfStockV1.type]: onEvent(cartItemOutOfStockV1, ({ payload }, tx) =>
      callCartAttention(tx, payload.cart_id),
    ),
    [inventoryReservationExpiredV1.type]: onEvent(inventoryReservationExpiredV1, expireHold),
  };
}

async function expireHold(event: ReceivedEvent<InventoryReservationExpiredV1>, tx: Queryable): Promise<void> {
  const cart = await lockAndReadCart(tx, event.payload.owner_id);
  if (
    cart === undefined ||
    !isOpen(cart) ||
    cart.reservedUntil === null ||
    !isOver(cart.reservedUntil, event)
  )
    return;
  const change = {
    cartId: cart.id,
    version: cart.version,
    status: cart.status,
    cause: 'RESERVATION_EXPIRED',
    lockedByOrderId: null,
    problems: problemsAfterExpiry(cart, new Date(event.occurred_at)),
  } as const;
  await changeStatus(tx, cart, change, trailOf(event));
}

/** Not a new text, nor anything about a promotion that gave nothing before and gives nothing now. */
function changesPrices({ status, changed }: PromotionCampaignUpdatedV1): boolean {
  const wasOrIsOn = status === 'ACTIVE' || changed.includes('status');
  return wasOrIsOn && changed.some((one) => one !== 'text' && one !== 'created');
}

const CALLING: ReadonlySet<string> = new Set(
  [
    catalogProductUpdatedV1,
    pricingUpdatedV1,
    pricingRuleChangedV1,
    promotionActivatedV1,
    promotionCampaignUpdatedV1,
    fxRateChangedV1,
    inventoryStockDepletedV1,
    inventoryStockChangedV1,
    inventoryBackorderFilledV1,
  ].map(({ type }) => type),
);

/** Whether an event of this type may have called for a look at carts. */
export function callsAttention(type: string): boolean {
  return CALLING.has(type);
}

interface OrderedCart {
  readonly cartId: string;
  readonly orderId: string;
}

async function closeFor(
  tx: Queryable,
  { cartId, orderId }: OrderedCart,
  event: ReceivedEvent<unknown>,
): Promise<void> {
  const cart = await lockAndReadCart(tx, cartId);
  if (cart === undefined || !isLockedBy(cart, orderId)) return;
  const change = {
    cartId,
    version: cart.version,
    status: 'CHECKED_OUT',
    cause: 'CHECKED_OUT',
    lockedByOrderId: orderId,
  } as const;
  await changeStatus(tx, cart, change, trailOf(event));
}

async function giveBack(
  tx: Queryable,
  { cartId, orderId, reason }: OrderedCart & { readonly reason: string | null },
  event: ReceivedEvent<unknown>,
): Promise<void> {
  const cart = await lockAndReadCart(tx, cartId);
  if (cart === undefined || !isLockedBy(cart, orderId)) return;
  const change = {
    cartId,
    version: cart.version,
    status: 'ACTIVE',
    cause: 'UNLOCKED',
    lockedByOrderId: null,
    problems: problemsAfterUnlock(cart, reason, new Date(event.occurred_at)),
  } as const;
  await changeStatus(tx, cart, change, trailOf(event));
}

function isOpen(cart: StoredCart): boolean {
  return cart.status === 'ACTIVE' || cart.status === 'ABANDONED';
}

// A hold that was prolonged after the event was written is alive: the cart knows the later end.
function isOver(reservedUntil: Date, event: ReceivedEvent<unknown>): boolean {
  return reservedUntil.getTime() <= Date.parse(event.occurred_at);
}

function trailOf(event: ReceivedEvent<unknown>): CommitTrail {
  return {
    sessionId: null,
    actor: `service:${event.producer}`,
    correlationId: event.correlation_id ?? event.event_id,
    traceparent: event.traceparent,
  };
}
