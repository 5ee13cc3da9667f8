import type { Queryable } from '@agora/platform/database';
import type { PageRequest } from '@agora/platform/paging';
import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { SearchTerm } from '../domain/order-search';
import type { OrderStatus, PaymentStatus } from '../domain/order-status';

export type OrderSort = 'CREATED_AT_DESC' | 'CREATED_AT_ASC' | 'UPDATED_AT_DESC' | 'TOTAL_DESC';

/** What a list of orders is narrowed to; every given condition must hold. */
export interface OrderCriteria {
  readonly status?: readonly OrderStatus[] | undefined;
  readonly paymentStatus?: readonly PaymentStatus[] | undefined;
  readonly region?: string | undefined;
  readonly storeId?: string | undefined;
  readonly customerId?: string | undefined;
  /** The guest's session; its orders of customers are not meant. */
  readonly guestSessionId?: string | undefined;
  readonly email?: string | undefined;
  /** Orders with at least one line of it. */
  readonly sku?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
  readonly updatedFrom?: Date | undefined;
  readonly updatedTo?: Date | undefined;
  /** All of them. */
  readonly terms?: readonly SearchTerm[] | undefined;
}

interface SortKey {
  readonly column: 'created_at' | 'updated_at' | 'total_minor';
  readonly type: 'timestamptz' | 'bigint';
  readonly isDescending: boolean;
}

const SORTS: Readonly<Record<OrderSort, SortKey>> = {
  CREATED_AT_DESC: { column: 'created_at', type: 'timestamptz', isDescending: true },
  CREATED_AT_ASC: { column: 'created_at', type: 'timestamptz', isDescending: false },
  UPDATED_AT_DESC: { column: 'updated_at', type: 'timestamptz', isDescending: true },
  TOTAL_DESC: { column: 'total_minor', type: 'bigint', isDescending: true },
};

/** Collects parameters: values never become part of a text. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${String(this.values.length)}`;
  }
}

/**
 * Ids of one page of orders, up to `size + 1`, in the order the page wants them (reversed when it goes backward).
 * Each row is compared by its sort key and id together, so equal keys neither repeat nor vanish between pages.
 */
export async function listOrderIds(
  db: Queryable,
  criteria: OrderCriteria,
  sort: OrderSort,
  page: PageRequest,
): Promise<string[]> {
  const parameters = new Parameters();
  const conditions = conditionsOf(criteria, parameters);
  const { tail, beyond } = window(SORTS[sort], page, parameters);
  const where = [...conditions, ...beyond].join(' AND ') || 'true';
  const rows = await db.query<{ id: string }>(
    `SELECT o.id FROM orders o WHERE ${where} ${tail}`,
    parameters.values,
  );
  return rows.map(({ id }) => id);
}

/** How many orders there are in all. */
export async function countOrders(db: Queryable, criteria: OrderCriteria): Promise<number> {
  const parameters = new Parameters();
  const where = conditionsOf(criteria, parameters).join(' AND ') || 'true';
  const [row] = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM orders o WHERE ${where}`,
    parameters.values,
  );
  return row?.total ?? 0;
}

/** The same page for several customers in one statement, newest first. Customers without orders are left out. */
export async function listOrderIdsOfCustomers(
  db: Queryable,
  customerIds: readonly string[],
  criteria: OrderCriteria,
  page: PageRequest,
): Promise<Map<string, string[]>> {
  const parameters = new Parameters();
  const customers = parameters.add(customerIds);
  const conditions = conditionsOf(criteria, parameters);
  const { tail, beyond } = window(SORTS.CREATED_AT_DESC, page, parameters);
  const where = ['o.customer_id = c.id', ...conditions, ...beyond].join(' AND ');
  const rows = await db.query<{ customer_id: string; id: string }>(
    `SELECT c.id AS customer_id, page.id FROM unnest(${customers}::text[]) AS c (id)
      CROSS JOIN LATERAL (SELECT o.id FROM orders o WHERE ${where} ${tail}) AS page`,
    parameters.values,
  );
  const pages = new Map<string, string[]>();
  for (const { customer_id: customerId, id } of rows)
    pages.set(customerId, [...(pages.get(customerId) ?? []), id]);
  return pages;
}

/** How many orders each of these customers has; customers without any are left out. */
export async function countOrdersOfCustomers(
  db: Queryable,
  customerIds: readonly string[],
  criteria: OrderCriteria,
): Promise<Map<string, number>> {
  const parameters = new Parameters();
  const own = `o.customer_id = ANY (${parameters.add(customerIds)}::text[])`;
  const where = [own, ...conditionsOf(criteria, parameters)].join(' AND ');
  const rows = await db.query<{ customer_id: string; total: number }>(
    `SELECT o.customer_id, count(*)::int AS total FROM orders o WHERE ${where} GROUP BY o.customer_id`,
    parameters.values,
  );
  return new Map(rows.map(({ customer_id: customerId, total }) => [customerId, total]));
}

/** The cursor of an order in a list, as {@link listOrderIds} compares it. */
export function orderCursor(
  order: {
    readonly id: string;
    readonly createdAt: Date;
    readonly updatedAt: Date;
    readonly totals: { readonly totalMinor: bigint };
  },
  sort: OrderSort,
): readonly string[] {
  switch (SORTS[sort].column) {
    case 'created_at':
      return [order.createdAt.toISOString(), order.id];
    case 'updated_at':
      return [order.updatedAt.toISOString(), order.id];
    case 'total_minor':
      return [String(order.totals.totalMinor), order.id];
  }
}

function window(
  key: SortKey,
  page: PageRequest,
  parameters: Parameters,
): { readonly tail: string; readonly beyond: readonly string[] } {
  const goesDown = key.isDescending === (page.direction === 'forward');
  const direction = goesDown ? 'DESC' : 'ASC';
  const tail = `ORDER BY o.${key.column} ${direction}, o.id ${direction} LIMIT ${parameters.add(page.size + 1)}::int`;
  if (page.cursor === undefined) return { tail, beyond: [] };
  const [value = '', id = ''] = page.cursor;
  if (!isUuid(id) || !isSortValue(key, value)) throw badInput('after', 'is not a cursor of this list');
  const place = `(${parameters.add(value)}::${key.type}, ${parameters.add(id)}::uuid)`;
  return { tail, beyond: [`(o.${key.column}, o.id) ${goesDown ? '<' : '>'} ${place}`] };
}

function isSortValue(key: SortKey, value: string): boolean {
  return key.type === 'bigint' ? /^\d{1,18}$/.test(value) : !Number.isNaN(Date.parse(value));
}

function conditionsOf(criteria: OrderCriteria, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const when = (value: unknown, text: (parameter: string) => string): void => {
    if (value !== undefined) conditions.push(text(parameters.add(value)));
  };
  when(criteria.status, (p) => `o.status = ANY (${p}::text[])`);
  when(criteria.paymentStatus, (p) => `o.payment_status = ANY (${p}::text[])`);
  when(criteria.region, (p) => `o.tenant_region = ${p}`);
  when(criteria.storeId, (p) => `o.store_id = ${p}`);
  when(criteria.customerId, (p) => `o.customer_id = ${p}`);
  when(criteria.guestSessionId, (p) => `o.session_id = ${p}::uuid AND o.customer_id IS NULL`);
  when(criteria.email, (p) => `o.email = ${p}`);
  when(criteria.sku, (p) => `EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.sku = ${p})`);
  when(criteria.createdFrom, (p) => `o.created_at >= ${p}`);
  when(criteria.createdTo, (p) => `o.created_at < ${p}`);
  when(criteria.updatedFrom, (p) => `o.updated_at >= ${p}`);
  when(criteria.updatedTo, (p) => `o.updated_at < ${p}`);
  for (const term of criteria.terms ?? []) conditions.push(termCondition(term, parameters));
  return conditions;
}

function termCondition(term: SearchTerm, parameters: Parameters): string {
  switch (term.kind) {
    case 'orderNumber':
      return `o.order_number = ${parameters.add(term.orderNumber)}`;
    case 'email':
      return `o.email = ${parameters.add(term.email)}`;
    case 'id': {
      const id = parameters.add(term.id);
      return `(o.id = ${id}::uuid OR o.customer_id = ${id}::text)`;
    }
    case 'sku':
      return `EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.sku = ${parameters.add(term.sku)})`;
  }
}
