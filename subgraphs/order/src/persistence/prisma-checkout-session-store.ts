import { prismaQueryable } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { isUuid } from '@agora/platform/ids';
import type { CheckoutSessionStore } from '../application/ports';
import type { PrismaClient } from './client';
import { toPriceColumns, toSession, toSessionRow } from './mapping';
import { EXPIRE_SESSIONS, REOPEN_SESSION, STALLED_SESSIONS } from './session-statements';

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
    beginCompletion: async (id, orderId, { now, until }) => {
      const { count } = await sessions.updateMany({
        where: {
          id,
          OR: [{ status: 'OPEN' }, { status: 'COMPLETING', orderId, completingUntil: { gt: now } }],
        },
        data: { status: 'COMPLETING', orderId, completingUntil: until, updatedAt: now },
      });
      return count === 1;
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
    stalled: async (now, limit) => {
      const ids = (await database.query<{ id: string }>(STALLED_SESSIONS, [now, limit])).map(({ id }) => id);
      const rows = await sessions.findMany({
        where: { id: { in: ids } },
        orderBy: { completingUntil: 'asc' },
      });
      return rows.map(toSession);
    },
  };
}
