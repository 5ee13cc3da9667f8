import type { Queryable } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { insertRows } from './insert-rows';
import type { Row } from './insert-rows';
import { pinnedVersion } from './shop/carts';
import type { SeedOrder } from './shop/orders';
import { SHOP, sumLines } from './shop/regions';
import type { SeedShop } from './shop/shop';

/** Orders with lines, history and payment. */
export async function writeOrder(tx: Queryable, { orders }: SeedShop): Promise<void> {
  await insertRows(tx, 'orders', orders.map(orderRow));
  await insertRows(tx, 'order_line', orders.flatMap(lineRows));
  await insertRows(tx, 'order_status_change', orders.flatMap(historyRows));
  await insertRows(tx, 'payment', orders.map(paymentRow));
}

const PAYMENT_OF: Readonly<Record<SeedOrder['status'], string>> = {
  PENDING: 'PENDING',
  PENDING_REVIEW: 'PENDING',
  CONFIRMED: 'AUTHORIZED',
  FULFILLED: 'CAPTURED',
  RETURNED: 'REFUNDED',
  CANCELLED: 'VOIDED',
};

const FULFILLMENT_OF: Readonly<Partial<Record<SeedOrder['status'], string>>> = {
  FULFILLED: 'FULFILLED',
  RETURNED: 'RETURNED',
};

function orderRow(order: SeedOrder): Row {
  const totals = sumLines(order.lines.map(({ amounts }) => amounts));
  const { id: _id, ...address } = order.customer.addresses[0] ?? { id: '' };
  return {
    id: order.id,
    order_number: order.number,
    cart_id: order.cartId,
    cart_version: pinnedVersion(order.lines),
    customer_id: order.customer.id,
    status: order.status,
    payment_status: PAYMENT_OF[order.status],
    fulfillment_status: FULFILLMENT_OF[order.status] ?? 'UNFULFILLED',
    version: order.history.length,
    store_id: SHOP.storeId,
    channel: SHOP.channel,
    tenant_region: order.region.code,
    currency: order.region.currency,
    email: order.customer.email,
    shipping_address: address,
    billing_address: address,
    subtotal_minor: totals.subtotalMinor,
    discount_minor: totals.discountMinor,
    tax_minor: totals.taxMinor,
    shipping_minor: order.shippingMinor,
    total_minor: order.totalMinor,
    created_at: order.createdAt,
    updated_at: order.history.at(-1)?.at ?? order.createdAt,
  };
}

function lineRows(order: SeedOrder): Row[] {
  return order.lines.map(({ variant, quantity, amounts }, index) => ({
    id: idFrom(`order-line:${order.id}:${variant.sku}`),
    order_id: order.id,
    position: index + 1,
    sku: variant.sku,
    catalog_variant_id: variant.id,
    title: variant.productTitle,
    quantity,
    backordered_quantity: 0,
    unit_price_minor: amounts.unitPriceMinor,
    subtotal_minor: amounts.subtotalMinor,
    discount_minor: amounts.discountMinor,
    tax_minor: amounts.taxMinor,
    total_minor: amounts.totalMinor,
    attributes: [],
  }));
}

function historyRows(order: SeedOrder): Row[] {
  return order.history.map(({ to, reasonCode, actor, at }, index) => ({
    id: idFrom(`order-status:${order.id}:${String(index + 1)}`),
    order_id: order.id,
    version: index + 1,
    from_status: order.history[index - 1]?.to ?? null,
    to_status: to,
    reason_code: reasonCode,
    actor,
    at,
  }));
}

function paymentRow(order: SeedOrder): Row {
  const status = PAYMENT_OF[order.status];
  const isPaid = status === 'CAPTURED' || status === 'REFUNDED';
  return {
    order_id: order.id,
    intent_id: `pi_seed_${order.id}`,
    status,
    currency: order.region.currency,
    amount_minor: order.totalMinor,
    authorized_minor: isPaid || status === 'AUTHORIZED' ? order.totalMinor : 0n,
    captured_minor: isPaid ? order.totalMinor : 0n,
    refunded_minor: status === 'REFUNDED' ? order.totalMinor : 0n,
    created_at: order.createdAt,
    updated_at: order.history.at(-1)?.at ?? order.createdAt,
  };
}
