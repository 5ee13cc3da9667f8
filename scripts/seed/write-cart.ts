import type { Queryable } from '@agora/platform/database';
import { DAY_MS, MINUTE_MS } from '@agora/platform/time';
import { insertRows } from './insert-rows';
import type { Row } from './insert-rows';
import { CART_LIFE_MS } from './shop/carts';
import type { SeedCart, SeedCartLine } from './shop/carts';
import { SHOP, sumLines } from './shop/regions';
import type { LineAmounts } from './shop/regions';
import type { SeedShop } from './shop/shop';

/** A cart nobody touches for this long is abandoned; a quote is good for as long. */
const IDLE_MS = 30 * MINUTE_MS;
const SESSION_LIFE_MS = 365 * DAY_MS;

/** Sessions of guests, carts with lines and log, and the read model of the catalog. */
export async function writeCart(tx: Queryable, { carts, products }: SeedShop): Promise<void> {
  await insertRows(
    tx,
    'catalog_variant',
    products.flatMap(({ variants }) =>
      variants.map((variant) => ({
        sku: variant.sku,
        variant_id: variant.id,
        product_id: variant.productId,
        title: variant.title,
        product_title: variant.productTitle,
        image_url: variant.imageUrl,
        status: 'ACTIVE',
        tax_category: variant.taxCategory,
        product_version: 1,
      })),
    ),
  );
  await insertRows(
    tx,
    'session',
    carts.flatMap(({ sessionId, createdAt, lastActivityAt }) =>
      sessionId === null
        ? []
        : [
            {
              id: sessionId,
              token_version: 1,
              expires_at: later(createdAt, SESSION_LIFE_MS),
              created_at: createdAt,
              last_seen_at: lastActivityAt,
            },
          ],
    ),
  );
  await insertRows(tx, 'cart', carts.map(cartRow));
  await insertRows(
    tx,
    'cart_line',
    carts.flatMap((cart) => cart.lines.map((line, index) => lineRow(cart, line, index + 2))),
  );
  await insertRows(
    tx,
    'cart_event',
    carts.flatMap((cart) =>
      cart.commits.map(({ version, cause, line, at }) => ({
        cart_id: cart.id,
        version,
        cause,
        line_ids: line === null ? [] : [line.id],
        changes:
          line === null
            ? []
            : [{ line_id: line.id, sku: line.variant.sku, quantity: line.quantity, delta: line.quantity }],
        session_id: cart.sessionId,
        at,
      })),
    ),
  );
}

function cartRow(cart: SeedCart): Row {
  const version = cart.commits.at(-1)?.version ?? 1;
  const idleAt = later(cart.lastActivityAt, IDLE_MS);
  const expiresAt = later(cart.lastActivityAt, CART_LIFE_MS);
  return {
    id: cart.id,
    version,
    priced_version: version,
    status: cart.status,
    customer_id: cart.customerId,
    session_id: cart.sessionId,
    store_id: SHOP.storeId,
    channel: SHOP.channel,
    tenant_region: cart.region.code,
    currency_code: cart.region.currency,
    line_count: cart.lines.length,
    total_quantity: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    cost: costOf(cart),
    attributes: [],
    reserved_until: cart.heldUntil,
    locked_by_order_id: cart.orderId,
    last_activity_at: cart.lastActivityAt,
    wake_at: cart.status === 'ACTIVE' ? idleAt : expiresAt,
    abandoned_at: cart.status === 'ABANDONED' ? idleAt : null,
    expires_at: expiresAt,
    created_at: cart.createdAt,
    updated_at: cart.commits.at(-1)?.at ?? cart.lastActivityAt,
  };
}

/** As the cart subgraph keeps a quote: subtotal, discount, tax and total as digits. */
function costOf(cart: SeedCart): object {
  return {
    totals: digits(sumLines(cart.lines.map(({ amounts }) => amounts))),
    quotedUntil: later(cart.lastActivityAt, IDLE_MS),
    lines: Object.fromEntries(cart.lines.map(({ id, amounts }) => [id, digits(amounts)])),
  };
}

function digits({
  subtotalMinor,
  discountMinor,
  taxMinor,
  totalMinor,
}: Omit<LineAmounts, 'unitPriceMinor'>): string[] {
  return [subtotalMinor, discountMinor, taxMinor, totalMinor].map(String);
}

function lineRow(cart: SeedCart, line: SeedCartLine, version: number): Row {
  const { variant } = line;
  return {
    cart_id: cart.id,
    id: line.id,
    variant_id: variant.id,
    // A line without attributes has the empty hash.
    attributes_hash: '\\x',
    sku: variant.sku,
    quantity: line.quantity,
    unit_price_minor: line.amounts.unitPriceMinor,
    accepted_price_minor: line.amounts.unitPriceMinor,
    priced_quantity: line.quantity,
    price_valid_until: later(cart.lastActivityAt, IDLE_MS),
    snapshot: {
      title: variant.title,
      imageUrl: variant.imageUrl,
      taxCategory: variant.taxCategory,
      attributes: [],
    },
    reserved_at: cart.heldUntil === null ? null : line.addedAt,
    version,
    added_at: line.addedAt,
    updated_at: line.addedAt,
  };
}

function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
