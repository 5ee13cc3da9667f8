import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { PageRequest } from '@agora/platform/paging';
import type { CartListFilter, CartListOrder, CartLists, ListedCart } from '../application/list-ports';
import type { Prisma, PrismaClient } from './generated/client';

/** {@link CartLists} through Prisma. */
export function createCartLists(prisma: PrismaClient): CartLists {
  return {
    ids: (filter, order, page) => listCartIds(prisma, filter, order, page),
    count: (filter) => prisma.cart.count({ where: whereOf(filter) }),
  };
}

async function listCartIds(
  prisma: PrismaClient,
  filter: CartListFilter,
  order: CartListOrder,
  page: PageRequest,
): Promise<ListedCart[]> {
  const isBackward = page.direction === 'backward';
  const direction = isBackward ? (order.direction === 'asc' ? 'desc' : 'asc') : order.direction;
  const rows = await prisma.cart.findMany({
    where: { AND: [whereOf(filter), beyond(page.cursor, order.column, direction)] },
    select: { id: true, updatedAt: true, createdAt: true, totalMinor: true },
    orderBy: [{ [order.column]: direction }, { id: direction }],
    take: page.size + 1,
  });
  return rows.map((row) => {
    const value = row[order.column];
    return { id: row.id, sortedBy: value instanceof Date ? value.toISOString() : String(value) };
  });
}

function whereOf(filter: CartListFilter): Prisma.CartWhereInput {
  return {
    ...(filter.status === null ? {} : { status: { in: filter.status.slice(0, 10) } }),
    ...(filter.storeId === null ? {} : { storeId: filter.storeId }),
    ...(filter.channel === null ? {} : { channel: filter.channel }),
    ...(filter.region === null ? {} : { tenantRegion: filter.region }),
    ...(filter.customerId === null ? {} : { customerId: filter.customerId }),
    ...(filter.sku === null ? {} : { lines: { some: { sku: filter.sku } } }),
    updatedAt: {
      ...(filter.updatedFrom === null ? {} : { gte: filter.updatedFrom }),
      ...(filter.updatedTo === null ? {} : { lt: filter.updatedTo }),
    },
  };
}

function beyond(
  cursor: readonly string[] | undefined,
  column: CartListOrder['column'],
  direction: 'asc' | 'desc',
): Prisma.CartWhereInput {
  const [text, id] = cursor ?? [];
  if (text === undefined || id === undefined) return {};
  const value = readSortKey(text, column);
  if (value === undefined || !isUuid(id)) throw badInput('after', 'is not a cursor of this list');
  const compare = direction === 'asc' ? 'gt' : 'lt';
  return { OR: [{ [column]: { [compare]: value } }, { [column]: value, id: { [compare]: id } }] };
}

/** Undefined for a text that is no key of this order: the cursor came from another list. */
function readSortKey(text: string, column: CartListOrder['column']): Date | bigint | undefined {
  if (column === 'totalMinor') return /^-?\d{1,18}$/.test(text) ? BigInt(text) : undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) || /^-?\d+$/.test(text) ? undefined : moment;
}
