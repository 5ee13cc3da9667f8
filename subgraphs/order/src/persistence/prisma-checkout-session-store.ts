import { prismaQueryable } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { isUuid, newId } from '@agora/platform/ids';
import type { CheckoutSessionStore } from '../application/ports';
import type { PrismaClient } from './client';
import { toPriceColumns, toSession, toSessionRow } from './mapping';
import { BEGIN_COMPLETION, EXPIRE_SESSIONS, REOPEN_SESSION } from './session-statements';

export interface SessionStoreDeps {
  readonly database: Database;
  readonly prisma: PrismaClient;
  readonly idempotency: Idempotency;
}

/** {@link CheckoutSessionStore} on PostgreSQL: every transition is one conditional statement. */
export function createCheckoutSessionStore({
  database,
  prisma,
  idempotency,
}: SessionStoreDeps): CheckoutSessionStore {
  const sessions = prisma.checkoutSession;
  return {
    find: async (id) => {
      const row = isUuid(id) ? await sessions.findUnique({ where: { id } }) : null;
      return row === null ? undefined : toSession(row);
    },
    create: async (session, completion) => {
      const data = toSessionRow(session);
      if (completion === undefined) {
        await sessions.create({ data });
        return;
      }
      await prisma.$transaction(async (tx) => {
        await tx.checkoutSession.create({ data });
        await idempotency.complete(prismaQueryable(tx), completion.claim, completion.outcome);
      });
    },
    reprice: async (session) => {
      const { count } = await sessions.updateMany({
        where: { id: session.id, status: 'OPEN' },
        data: { ...toPriceColumns(session), updatedAt: new Date() },
      });
      return count === 1;
    },
    beginCompletion: async (id, orderId, { now, until, trace }) => {
      const { traceparent, correlationId } = trace;
      const begun = await database.query(BEGIN_COMPLETION, [
        ...[id, orderId, now, until, newId()],
        ...[traceparent ?? null, correlationId ?? null],
      ]);
      return begun.length === 1;
    },
    repin: async (id, orderId, cartVersion) => {
      const { count } = await sessions.updateMany({
        where: { id, orderId, status: 'COMPLETING' },
        data: { cartVersion, updatedAt: new Date() },
      });
      return count === 1;
    },
    reopen: async (id, orderId) => (await database.query(REOPEN_SESSION, [id, orderId])).length === 1,
    cancel: async (id) => {
      const { count } = await sessions.updateMany({
        where: { id, status: 'OPEN' },
        data: { status: 'CANCELLED', updatedAt: new Date() },
      });
      return count === 1;
    },
    expire: async (now, limit) => (await database.query(EXPIRE_SESSIONS, [now, limit])).length,
  };
}
