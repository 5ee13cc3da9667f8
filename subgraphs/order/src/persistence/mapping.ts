import type { CheckoutSession, CheckoutSessionStatus } from '../domain/checkout-session';
import type { Order, StatusChange } from '../domain/order';
import type { OrderLine } from '../domain/order-line';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../domain/order-status';
import type { Payment } from '../domain/payment';
import type { Totals } from '../domain/totals';
import { Prisma } from './generated/client';
import type {
  CheckoutSession as SessionRow,
  Order as OrderRow,
  OrderLine as LineRow,
  OrderStatusChange as ChangeRow,
  Payment as PaymentRow,
} from './generated/client';
import {
  readStoredAddress,
  readStoredAttributes,
  readStoredLines,
  readStoredOptions,
  readStoredPromotions,
  requireStoredAddress,
  storeLines,
  storeOptions,
  storePromotions,
} from './stored-json';

// Rows to domain and back: the one place that knows both. CHECK constraints keep the status columns to the unions.

type Json = Prisma.InputJsonValue;

export function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    orderNumber: row.orderNumber,
    status: row.status as OrderStatus,
    paymentStatus: row.paymentStatus as PaymentStatus,
    fulfillmentStatus: row.fulfillmentStatus as FulfillmentStatus,
    isHeld: row.isHeld,
    version: row.version,
    cartId: row.cartId,
    cartVersion: row.cartVersion,
    checkoutSessionId: row.checkoutSessionId,
    customerId: row.customerId,
    sessionId: row.sessionId,
    storeId: row.storeId,
    channel: row.channel,
    region: row.tenantRegion,
    currency: row.currency,
    email: row.email,
    shippingAddress: readStoredAddress(row.shippingAddress),
    billingAddress: readStoredAddress(row.billingAddress),
    totals: totalsOf(row),
    fxRate: row.fxRate?.toFixed() ?? null,
    quoteId: row.quoteId,
    paymentDueAt: row.paymentDueAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export function toOrderRow(order: Order): Prisma.OrderUncheckedCreateInput {
  const { region, totals, shippingAddress, billingAddress, ...same } = order;
  return {
    ...same,
    ...totals,
    tenantRegion: region,
    shippingAddress: jsonOrNull(shippingAddress),
    billingAddress: jsonOrNull(billingAddress),
  };
}

/** The columns that `orderUpdate` changes. */
export function toContactColumns({ email, shippingAddress, billingAddress }: Order): {
  readonly email: string | null;
  readonly shippingAddress: Json | typeof Prisma.DbNull;
  readonly billingAddress: Json | typeof Prisma.DbNull;
} {
  return {
    email,
    shippingAddress: jsonOrNull(shippingAddress),
    billingAddress: jsonOrNull(billingAddress),
  };
}

export function toLine(row: LineRow): OrderLine {
  const { position: _position, catalogVariantId, attributes, ...same } = row;
  return { ...same, variantId: catalogVariantId, attributes: readStoredAttributes(attributes) };
}

export function toLineRows(lines: readonly OrderLine[]): Prisma.OrderLineCreateManyInput[] {
  return lines.map(({ variantId, attributes, ...same }, index) => ({
    ...same,
    position: index + 1,
    catalogVariantId: variantId,
    attributes: attributes as unknown as Json,
  }));
}

export function toChange(row: ChangeRow): StatusChange {
  const { fromStatus, toStatus, ...same } = row;
  return { ...same, from: fromStatus as OrderStatus | null, to: toStatus as OrderStatus };
}

export function toChangeRow(change: StatusChange): Prisma.OrderStatusChangeUncheckedCreateInput {
  const { from, to, ...same } = change;
  return { ...same, fromStatus: from, toStatus: to };
}

export function toPayment(row: PaymentRow): Payment {
  const { createdAt: _createdAt, updatedAt: _updatedAt, status, ...same } = row;
  return { ...same, status: status as PaymentStatus };
}

export function toSession(row: SessionRow): CheckoutSession {
  return {
    id: row.id,
    status: row.status as CheckoutSessionStatus,
    cartId: row.cartId,
    cartVersion: row.cartVersion,
    customerId: row.customerId,
    sessionId: row.sessionId,
    storeId: row.storeId,
    channel: row.channel,
    region: row.tenantRegion,
    currency: row.currency,
    email: row.email,
    shippingAddress: requireStoredAddress(row.shippingAddress),
    billingAddress: readStoredAddress(row.billingAddress),
    totals: totalsOf(row),
    offeredTotalMinor: row.offeredTotalMinor,
    fxRate: row.fxRate?.toFixed() ?? null,
    quoteId: row.quoteId,
    quoteValidUntil: row.quoteValidUntil,
    lines: readStoredLines(row.lines),
    shippingOptions: readStoredOptions(row.shippingOptions),
    shippingOptionId: row.shippingOptionId,
    couponCodes: row.couponCodes,
    promotions: readStoredPromotions(row.promotions),
    orderId: row.orderId,
    completingUntil: row.completingUntil,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
  };
}

export function toSessionRow(session: CheckoutSession): Prisma.CheckoutSessionUncheckedCreateInput {
  const { region, totals, lines, promotions, couponCodes, shippingOptions, ...rest } = session;
  const { shippingAddress, billingAddress, ...same } = rest;
  return {
    ...same,
    ...totals,
    tenantRegion: region,
    couponCodes: [...couponCodes],
    shippingOptions: storeOptions(shippingOptions),
    promotions: storePromotions(promotions),
    lines: storeLines(lines) as unknown as Json,
    shippingAddress: { ...shippingAddress },
    billingAddress: jsonOrNull(billingAddress),
  };
}

/** The columns a new quote, or the shopper, changes. */
export function toPriceColumns(session: CheckoutSession): Prisma.CheckoutSessionUpdateManyMutationInput {
  const { totals, offeredTotalMinor, fxRate, quoteId, quoteValidUntil, lines, promotions } = session;
  const { shippingOptions, shippingOptionId, email, shippingAddress, billingAddress } = session;
  return {
    ...totals,
    ...{ offeredTotalMinor, shippingOptionId, email },
    shippingOptions: storeOptions(shippingOptions),
    shippingAddress: { ...shippingAddress },
    billingAddress: jsonOrNull(billingAddress),
    fxRate,
    quoteId,
    quoteValidUntil,
    lines: storeLines(lines) as unknown as Json,
    promotions: storePromotions(promotions),
  };
}

function totalsOf(row: Totals): Totals {
  const { subtotalMinor, discountMinor, taxMinor, shippingMinor, totalMinor } = row;
  return { subtotalMinor, discountMinor, taxMinor, shippingMinor, totalMinor };
}

function jsonOrNull(value: object | null): Json | typeof Prisma.DbNull {
  return value === null ? Prisma.DbNull : { ...value };
}
