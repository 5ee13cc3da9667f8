import type { PageRequest } from '@agora/platform/paging';
import type { CartListFilter, CartListOrder, CartLists } from '../application/ports';
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
): Promise<{ readonly id: string; readonly sortedAt: Date }[]> {
  const isBackward = page.direction === 'backward';
  const direction = isBackward ? (order.direction === 'asc' ? 'desc' : 'asc') : order.direction;
  const rows = await prisma.cart.findMany({
    where: { AND: [whereOf(filter), beyond(page.cursor, order.column, direction)] },
    select: { id: true, updatedAt: true, createdAt: true },
    orderBy: [{ [order.column]: direction }, { id: direction }],
    take: page.size + 1,
  });
  return rows.map((row) => ({ id: row.id, sortedAt: row[order.column] }));
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
  const [at, id] = cursor ?? [];
  if (at === undefined || id === undefined) return {};
  const moment = new Date(at);
  const compare = direction === 'asc' ? 'gt' : 'lt';
  return { OR: [{ [column]: { [compare]: moment } }, { [column]: moment, id: { [compare]: id } }] };
}
