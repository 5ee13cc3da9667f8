import { prismaQueryable, uniqueViolation } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { isUuid, newId } from '@agora/platform/ids';
import { enqueue } from '@agora/platform/outbox';
import type {
  OrderNews,
  OrderStore,
  OrderWithPayment,
  PlacementCommit,
  PlacementResult,
  SessionMove,
  SettlementCommit,
} from '../application/ports';
import type { ItemsReturn } from '../domain/returned-goods';
import type { Order } from '../domain/order';
import type { PrismaClient } from './client';
import type { Prisma } from './generated/client';
import { ADD_RETURNED, NOTE_BACKORDERS } from './line-statements';
import { toChangeRow, toContactColumns, toLine, toLineRows, toOrder, toOrderRow, toPayment } from './mapping';
import { SAGA_OF_CANCELLED_ORDER } from './saga-statements';

export interface OrderStoreDeps {
  readonly prisma: PrismaClient;
  readonly idempotency: Idempotency;
  /** Told of every version that was committed. */
  readonly news?: OrderNews;
}

/** Ends a transaction without an error for the caller. */
class NothingStored extends Error {}

const WITH_PAYMENT = {
  payment: true,
  history: { orderBy: { version: 'desc' }, take: 1, select: { reasonCode: true } },
} as const satisfies Prisma.OrderInclude;

type RowWithPayment = Prisma.OrderGetPayload<{ include: typeof WITH_PAYMENT }>;

/** {@link OrderStore} on PostgreSQL: one transaction per commit, guarded by the version that was read. */
export function createOrderStore({ prisma, idempotency, news }: OrderStoreDeps): OrderStore {
  return {
    find: async (id) => {
      const row = isUuid(id) ? await prisma.order.findUnique({ where: { id }, include: WITH_PAYMENT }) : null;
      return row === null ? undefined : withPayment(row);
    },
    linesOf: async (orderId) => {
      const rows = await prisma.orderLine.findMany({ where: { orderId }, orderBy: { position: 'asc' } });
      return rows.map(toLine);
    },
    findReturn: async (id) => {
      const select = { id: true, orderId: true, refundMinor: true } as const;
      return (await prisma.orderReturn.findUnique({ where: { id }, select })) ?? undefined;
    },
    place: async (commit) => {
      const result = await place(prisma, commit);
      const { id, version } = commit.placed.order;
      if (result.kind === 'placed') news?.committed(id, version);
      return result;
    },
    settle: async (commit) => {
      const isStored = await storedOrNothing(() =>
        prisma.$transaction((tx) => settle(tx, idempotency, commit)),
      );
      const { order, change } = commit.settlement;
      if (isStored && change !== undefined) news?.committed(order.id, order.version);
      return isStored;
    },
  };
}

async function place(prisma: PrismaClient, commit: PlacementCommit): Promise<PlacementResult> {
  try {
    const isPlaced = await storedOrNothing(() => prisma.$transaction((tx) => insertOrder(tx, commit)));
    return { kind: isPlaced ? 'placed' : 'sessionMoved' };
  } catch (error) {
    const index = uniqueViolation(error)?.index;
    if (index === 'orders_pkey') return { kind: 'exists' };
    if (index === 'orders_number_uq') return { kind: 'numberTaken' };
    throw error;
  }
}

async function insertOrder(
  tx: Prisma.TransactionClient,
  { placed, events, audit }: PlacementCommit,
): Promise<void> {
  const { order, lines, creation, payment } = placed;
  if (!(await mayBePlaced(tx, order))) throw new NothingStored();
  await tx.order.create({ data: toOrderRow(order) });
  await tx.orderLine.createMany({ data: toLineRows(lines) });
  await tx.orderStatusChange.create({ data: toChangeRow(creation) });
  await tx.payment.create({ data: { ...payment, createdAt: order.createdAt, updatedAt: order.createdAt } });
  if (audit !== undefined) await tx.auditLog.create({ data: { id: newId(), ...audit } });
  await enqueue(prismaQueryable(tx), events);
}

/** Takes the row lock of session or saga: nobody can give the attempt up between this check and the commit. */
async function mayBePlaced(
  tx: Prisma.TransactionClient,
  { id, checkoutSessionId, createdAt }: Order,
): Promise<boolean> {
  const data = { updatedAt: createdAt };
  const { count } =
    checkoutSessionId === null
      ? await tx.saga.updateMany({ where: { id, state: 'RUNNING' }, data })
      : await tx.checkoutSession.updateMany({
          where: {
            id: checkoutSessionId,
            status: 'COMPLETING',
            orderId: id,
            completingUntil: { gt: createdAt },
          },
          data,
        });
  return count === 1;
}

async function settle(
  tx: Prisma.TransactionClient,
  idempotency: Idempotency,
  commit: SettlementCommit,
): Promise<void> {
  const { order, payment, change } = commit.settlement;
  const { status, paymentStatus, fulfillmentStatus, isHeld, version, updatedAt } = order;
  const { count } = await tx.order.updateMany({
    where: { id: order.id, version: commit.readVersion },
    data: {
      ...{ status, paymentStatus, fulfillmentStatus, isHeld, version, updatedAt },
      ...toContactColumns(order),
    },
  });
  if (count === 0) throw new NothingStored();
  const { orderId, ...paid } = payment;
  await tx.payment.update({ where: { orderId }, data: { ...paid, updatedAt } });
  if (change !== undefined) await tx.orderStatusChange.create({ data: toChangeRow(change) });
  if (commit.session !== 'keep') await moveSession(tx, order, commit.session);
  if (change?.to === 'CANCELLED' && change.from !== 'CANCELLED') await turnSagaBack(tx, commit);
  if (commit.settlement.backordered !== undefined) {
    const owed = commit.settlement.backordered.map(({ lineId: id, backordered: units }) => ({ id, units }));
    await tx.$executeRawUnsafe(NOTE_BACKORDERS, JSON.stringify(owed));
  }
  if (commit.settlement.returned !== undefined)
    await storeReturn(tx, commit.settlement.returned, commit.trace);
  if (commit.audit !== undefined) await tx.auditLog.create({ data: { id: newId(), ...commit.audit } });
  await enqueue(prismaQueryable(tx), commit.events);
  if (commit.completion !== undefined) {
    await idempotency.complete(prismaQueryable(tx), commit.completion.claim, commit.completion.outcome);
  }
}

async function turnSagaBack(
  tx: Prisma.TransactionClient,
  { settlement: { order, change }, trace }: SettlementCommit,
): Promise<void> {
  const { traceparent = null, correlationId = null } = trace;
  await tx.$executeRawUnsafe(
    SAGA_OF_CANCELLED_ORDER.text,
    ...[order.id, order.checkoutSessionId, change?.reasonCode, traceparent, correlationId],
  );
}

async function storeReturn(
  tx: Prisma.TransactionClient,
  returned: ItemsReturn,
  trace: SettlementCommit['trace'],
): Promise<void> {
  const { lines, id, ...record } = returned;
  const rows = lines.map(({ lineId: orderLineId, quantity, refundMinor, reasonCode }) => {
    return { orderLineId, quantity, refundMinor, reasonCode };
  });
  await tx.orderReturn.create({ data: { ...record, id, lines: { createMany: { data: rows } } } });
  const back = rows.map(({ orderLineId: id, quantity: units, refundMinor }) => {
    return { id, units, refund: refundMinor.toString() };
  });
  await tx.$executeRawUnsafe(ADD_RETURNED, JSON.stringify(back));
  const { orderId, at } = record;
  const { traceparent = null, correlationId = null } = trace;
  await tx.saga.create({
    data: { id, orderId, kind: 'RETURN_ITEMS', wakeAt: at, traceparent, correlationId },
  });
}

async function moveSession(
  tx: Prisma.TransactionClient,
  { id: orderId, updatedAt: movedAt }: Order,
  move: Exclude<SessionMove, 'keep'>,
): Promise<void> {
  const data =
    move === 'complete'
      ? { status: 'COMPLETED', completingUntil: null }
      : {
          status: 'OPEN',
          orderId: null,
          completingUntil: null,
          ...(move === 'reopenStale' ? { quoteValidUntil: movedAt } : {}),
        };
  // Also not one whose order stood for a while: its cart is closed.
  const where = { orderId, status: 'COMPLETING' };
  await tx.checkoutSession.updateMany({ where, data: { ...data, updatedAt: new Date() } });
}

async function storedOrNothing(commit: () => Promise<void>): Promise<boolean> {
  try {
    await commit();
    return true;
  } catch (error) {
    if (error instanceof NothingStored) return false;
    throw error;
  }
}

function withPayment(row: RowWithPayment): OrderWithPayment {
  const { payment, history, ...order } = row;
  if (payment === null) throw new Error(`order ${order.id} has no payment row`);
  return { order: toOrder(order), payment: toPayment(payment), reasonCode: history[0]?.reasonCode ?? null };
}
