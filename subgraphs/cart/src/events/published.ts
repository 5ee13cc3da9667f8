import { cartAbandonedV1 } from '@agora/contracts/cart/abandoned';
import type { CartAbandonedV1 } from '@agora/contracts/cart/abandoned';
import { cartCheckedoutV1 } from '@agora/contracts/cart/checkedout';
import { cartClearedV1 } from '@agora/contracts/cart/cleared';
import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { cartItemRemovedV1 } from '@agora/contracts/cart/item-removed';
import { cartItemUpdatedV1 } from '@agora/contracts/cart/item-updated';
import type { CartLinesChange } from '@agora/contracts/cart/lines-change';
import { cartMergedV1 } from '@agora/contracts/cart/merged';
import type { CartMergedV1 } from '@agora/contracts/cart/merged';
import { cartUpdatedV1 } from '@agora/contracts/cart/updated';
import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { CommitTrail, DueCart, LinesCommit, StatusChange } from '../application/ports';
import { quantityBySku } from '../domain/cart';
import type { Cart, CartChangeCause } from '../domain/cart';
import { touchedSkuQuantities } from '../domain/change';

const TYPE_OF_CAUSE: Partial<Record<CartChangeCause, string>> = {
  LINES_ADDED: cartItemAddedV1.type,
  LINES_UPDATED: cartItemUpdatedV1.type,
  LINES_REMOVED: cartItemRemovedV1.type,
  CLEARED: cartClearedV1.type,
  RESTORED: cartItemUpdatedV1.type,
};

type EventOwner = Pick<Cart, 'id' | 'customerId' | 'sessionId' | 'region' | 'storeId'>;

/** What of a commit of lines its event says. */
export type LinesNews = Pick<LinesCommit, 'cart' | 'change' | 'trail' | 'mergedFrom'> & {
  /** Null when nothing was reserved for it. */
  readonly operationId: string | null;
};

/** The event of a commit of lines: absolute quantities per touched sku beside the deltas, and the operation it confirms. */
export function linesChanged(commit: LinesNews): OutboxEvent {
  const { cart, change, operationId } = commit;
  const changed = change.lines.map(({ id, sku, quantity, delta }) => ({ line_id: id, sku, quantity, delta }));
  const removed = change.removed.map(({ id, sku, quantity }) => ({
    line_id: id,
    sku,
    quantity: 0,
    delta: -quantity,
  }));
  const payload: CartLinesChange = {
    ...identityOf({ ...cart, version: cart.version + 1 }, change.cause),
    operation_id: operationId,
    lines: [...changed, ...removed],
    sku_quantities: Object.fromEntries(touchedSkuQuantities(change)),
  };
  const { mergedFrom, trail } = commit;
  if (mergedFrom !== undefined) return merged(cart, payload, { mergedFrom, trail });
  const type = TYPE_OF_CAUSE[change.cause] ?? cartUpdatedV1.type;
  return eventOf(type, cart, { payload, causationId: operationId, trail });
}

/** Nothing was reserved for a merge: what is held for the source moves with this event. */
function merged(
  cart: Cart,
  payload: CartLinesChange,
  { mergedFrom, trail }: { mergedFrom: NonNullable<LinesCommit['mergedFrom']>; trail: CommitTrail },
): OutboxEvent {
  const whole: CartMergedV1 = {
    ...payload,
    operation_id: null,
    source_cart_id: mergedFrom.cartId,
    source_version: mergedFrom.version,
  };
  return eventOf(cartMergedV1.type, cart, { payload: whole, causationId: null, trail });
}

/**
 * The event of a commit that changes what is to be held for a cart and leaves its lines alone: held again, put aside, taken
 * up. It goes the way of changed quantities, because inventory follows those.
 */
export function holdChanged(
  cart: Cart,
  hold: {
    readonly cause: CartChangeCause;
    readonly operationId: string | null;
    /** False: everything is given back. */
    readonly isHeld: boolean;
  },
  trail: CommitTrail,
): OutboxEvent {
  const quantities = [...quantityBySku(cart.lines)];
  const payload: CartLinesChange = {
    ...identityOf({ ...cart, version: cart.version + 1 }, hold.cause),
    operation_id: hold.operationId,
    lines: [],
    sku_quantities: Object.fromEntries(
      quantities.map(([sku, quantity]) => [sku, hold.isHeld ? quantity : 0]),
    ),
  };
  return eventOf(cartItemUpdatedV1.type, cart, { payload, causationId: hold.operationId, trail });
}

/** The event of a commit that leaves the quantities alone: created, priced again, locked, unlocked, hold expired. */
export function cartUpdated(
  cart: EventOwner & { readonly version: number },
  cause: CartChangeCause,
  trail: CommitTrail,
): OutboxEvent {
  const payload: CartLinesChange = {
    ...identityOf(cart, cause),
    operation_id: null,
    lines: [],
    sku_quantities: {},
  };
  return eventOf(cartUpdatedV1.type, cart, { payload, causationId: null, trail });
}

/** The event of a cart with lines that was left alone. */
export function cartAbandoned(cart: DueCart, trail: CommitTrail): OutboxEvent {
  const payload: CartAbandonedV1 = {
    cart_id: cart.id,
    version: cart.version,
    customer_id: cart.customerId,
    session_id: cart.sessionId,
    line_count: cart.lineCount,
    total_quantity: cart.totalQuantity,
    total_minor: String(cart.totalMinor),
    currency_code: cart.currency,
    last_activity_at: cart.lastActivityAt.toISOString(),
    restore_path: `/carts/${cart.id}`,
  };
  return eventOf(cartAbandonedV1.type, cart, { payload, causationId: null, trail });
}

/** The events of a change of status: checked out says what the order took, everything else is an update. */
export function statusChanged(cart: Cart, change: StatusChange, trail: CommitTrail): OutboxEvent {
  const next = { ...cart, version: change.version + 1 };
  if (change.status !== 'CHECKED_OUT' || change.lockedByOrderId === null)
    return cartUpdated(next, change.cause, trail);
  const payload = {
    cart_id: cart.id,
    version: next.version,
    order_id: change.lockedByOrderId,
    sku_quantities: Object.fromEntries(quantityBySku(cart.lines)),
  };
  return eventOf(cartCheckedoutV1.type, next, { payload, causationId: change.lockedByOrderId, trail });
}

function identityOf(
  cart: EventOwner & { readonly version: number },
  cause: CartChangeCause,
): Pick<CartLinesChange, 'cart_id' | 'version' | 'cause' | 'customer_id' | 'session_id'> {
  return {
    cart_id: cart.id,
    version: cart.version,
    cause,
    customer_id: cart.customerId,
    session_id: cart.sessionId,
  };
}

/** An event of a cart in the version its payload says. */
export function eventOf(
  type: string,
  cart: EventOwner,
  body: {
    readonly payload: { readonly version: number } & Readonly<Record<string, unknown>>;
    readonly causationId: string | null;
    readonly trail: CommitTrail;
  },
): OutboxEvent {
  return {
    eventId: newId(),
    type,
    aggregateId: cart.id,
    aggregateVersion: body.payload.version,
    payload: body.payload,
    headers: {
      tenant_region: cart.region,
      store_id: cart.storeId,
      correlation_id: body.trail.correlationId,
      actor: body.trail.actor,
      ...(body.causationId === null ? {} : { causation_id: body.causationId }),
      ...(body.trail.traceparent === undefined ? {} : { traceparent: body.trail.traceparent }),
    },
  };
}
