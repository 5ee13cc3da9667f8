import { prismaQueryable, uniqueViolation } from '@agora/platform/database';
import { isUuid, newId } from '@agora/platform/ids';
import { DuplicateEmailError } from '../application/ports';
import type { CustomerStore, CustomerUnit } from '../application/ports';
import type { Customer } from '../domain/customer';
import type { CustomerPrisma } from './client';
import type { PrismaClient } from './generated/client';
import { CUSTOMER_COLUMNS, toAddressRow, toCustomer } from './mapping';

const LOCK_CUSTOMER = 'SELECT 1 FROM customer WHERE id = $1::uuid FOR UPDATE';

/** {@link CustomerStore} over Prisma: READ COMMITTED with row locks, at most 10 s a transaction. */
export function createCustomerStore(prisma: PrismaClient): CustomerStore {
  return {
    inTransaction: async (work) => {
      try {
        return await prisma.$transaction((tx) => work(unitOf(tx)), { maxWait: 5_000, timeout: 10_000 });
      } catch (error) {
        throw uniqueViolation(error)?.index === 'customer_email_key' ? new DuplicateEmailError() : error;
      }
    },
  };
}

function unitOf(tx: CustomerPrisma): CustomerUnit {
  return {
    lock: (id) => lockCustomer(tx, id),
    insert: async (customer) => {
      await tx.customer.create({
        data: { id: customer.id, createdAt: customer.createdAt, ...ownColumns(customer) },
      });
    },
    save: (before, after) => save(tx, before, after),
    isSegment: async (code) => (await tx.segment.count({ where: { code } })) > 0,
    audit: async (entry) => {
      await tx.auditLog.create({ data: { id: newId(), ...entry } });
    },
    queryable: prismaQueryable(tx),
  };
}

// One query after the other: a transaction is one connection, and Prisma would send those of an `include` at once.
async function lockCustomer(tx: CustomerPrisma, id: string): Promise<Customer | undefined> {
  if (!isUuid(id)) return undefined;
  await tx.$queryRawUnsafe(LOCK_CUSTOMER, id);
  const row = await tx.customer.findUnique({ where: { id }, select: CUSTOMER_COLUMNS });
  if (row === null) return undefined;
  const addresses = await tx.customerAddress.findMany({
    where: { customerId: id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const segments = await tx.customerSegment.findMany({
    where: { customerId: id },
    orderBy: { segmentCode: 'asc' },
  });
  return toCustomer(row, { addresses, segments });
}

async function save(tx: CustomerPrisma, before: Customer, after: Customer): Promise<void> {
  await tx.customer.update({ where: { id: after.id }, data: ownColumns(after) });
  await saveAddresses(tx, before, after);
  await saveSegments(tx, before, after);
}

async function saveAddresses(tx: CustomerPrisma, before: Customer, after: Customer): Promise<void> {
  const written = after.addresses.filter((address) => !before.addresses.includes(address));
  const kept = new Set(after.addresses.map(({ id }) => id));
  const gone = before.addresses.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (gone.length > 0) await tx.customerAddress.deleteMany({ where: { id: { in: gone } } });
  if (written.length === 0) return;
  // A default passes from one row to another: nobody has it in between, because its index does not wait.
  await tx.customerAddress.updateMany({
    where: { id: { in: written.map(({ id }) => id) } },
    data: { isDefaultShipping: false, isDefaultBilling: false },
  });
  for (const address of written) {
    const row = toAddressRow(after.id, address);
    await tx.customerAddress.upsert({ where: { id: row.id }, create: row, update: row });
  }
}

async function saveSegments(tx: CustomerPrisma, before: Customer, after: Customer): Promise<void> {
  const [had, has] = [before, after].map(({ segments }) => new Set(segments.map(({ code }) => code)));
  const gone = before.segments.filter(({ code }) => has?.has(code) !== true).map(({ code }) => code);
  const added = after.segments.filter(({ code }) => had?.has(code) !== true);
  if (gone.length > 0)
    await tx.customerSegment.deleteMany({ where: { customerId: after.id, segmentCode: { in: gone } } });
  if (added.length === 0) return;
  await tx.customerSegment.createMany({
    data: added.map(({ code, assignedBy, assignedAt }) => ({
      customerId: after.id,
      segmentCode: code,
      assignedBy,
      assignedAt,
    })),
  });
}

function ownColumns({ email, firstName, lastName, version, updatedAt }: Customer) {
  return { email, firstName, lastName, version, updatedAt };
}
