import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { PageRequest } from '@agora/platform/paging';
import type { CustomerQuery, CustomerReader } from '../application/reading';
import type { CustomerPrisma } from './client';
import type { Prisma } from './generated/client';
import { CUSTOMER_COLUMNS, toAddress } from './mapping';

/** {@link CustomerReader} over Prisma. */
export function createCustomerReader(prisma: CustomerPrisma): CustomerReader {
  return {
    customersById: (ids) =>
      prisma.customer.findMany({ where: { id: { in: ids.filter(isUuid) } }, select: CUSTOMER_COLUMNS }),
    addressesOf: async (customerIds) => {
      const rows = await prisma.customerAddress.findMany({
        where: { customerId: { in: [...customerIds] } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map((row) => ({ ...toAddress(row), customerId: row.customerId }));
    },
    segmentsOf: async (customerIds) => {
      const rows = await prisma.customerSegment.findMany({
        where: { customerId: { in: [...customerIds] } },
        include: { segment: { select: { title: true } } },
        orderBy: { segmentCode: 'asc' },
      });
      return rows.map(({ segmentCode, segment, ...membership }) => ({
        ...membership,
        ...segment,
        code: segmentCode,
      }));
    },
    segments: async () => {
      const rows = await prisma.segment.findMany({ orderBy: { code: 'asc' } });
      return rows.map(({ code, title, createdBy, createdAt }) => ({
        code,
        title,
        assignedBy: createdBy,
        assignedAt: createdAt,
      }));
    },
    customerPage: (query, page) => customerPage(prisma, query, page),
    countCustomers: (query) => prisma.customer.count({ where: whereOf(query) }),
  };
}

async function customerPage(prisma: CustomerPrisma, query: CustomerQuery, page: PageRequest) {
  const order = page.direction === 'backward' ? 'asc' : 'desc';
  return prisma.customer.findMany({
    where: page.cursor === undefined ? whereOf(query) : { AND: [whereOf(query), beyond(page, page.cursor)] },
    select: CUSTOMER_COLUMNS,
    orderBy: [{ createdAt: order }, { id: order }],
    take: page.size + 1,
  });
}

function beyond(page: PageRequest, [moment, id]: readonly string[]): Prisma.CustomerWhereInput {
  const isBackward = page.direction === 'backward';
  const createdAt = new Date(moment ?? '');
  if (!isUuid(id) || Number.isNaN(createdAt.getTime()))
    throw badInput(isBackward ? 'before' : 'after', 'is not a cursor of this list');
  return isBackward
    ? { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] }
    : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

// More words than this make no search better, only slower.
const MAX_WORDS = 6;

function whereOf(query: CustomerQuery): Prisma.CustomerWhereInput {
  const words = (query.text ?? '').split(/\s+/).filter((word) => word !== '');
  return {
    AND: words.slice(0, MAX_WORDS).map(hasWord),
    ...(query.segment === undefined ? {} : { segments: { some: { segmentCode: query.segment } } }),
    createdAt: {
      ...(query.createdFrom === undefined ? {} : { gte: query.createdFrom }),
      ...(query.createdTo === undefined ? {} : { lt: query.createdTo }),
    },
  };
}

function hasWord(word: string): Prisma.CustomerWhereInput {
  // Prisma hands the text to ILIKE as it is.
  const contains = {
    contains: word.replace(/[\\%_]/g, (character) => `\\${character}`),
    mode: 'insensitive',
  } as const;
  return { OR: [{ email: contains }, { firstName: contains }, { lastName: contains }] };
}
