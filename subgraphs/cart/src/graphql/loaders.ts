import DataLoader from 'dataloader';
import { isStaff } from '@agora/platform/auth';
import { isUuid } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { BackupStore, CartBackup } from '../application/backup-ports';
import type { StaffReads } from '../application/list-ports';
import type { CartStore, StoredCart } from '../application/ports';
import type { SessionStore } from '../application/session-ports';
import type { CartLoaders, CartsOfCustomer } from '../context';
import { maySeeCart, ownsCart } from '../domain/ownership';
import { maySeeSession } from '../domain/session';
import type { Session } from '../domain/session';

export interface LoaderDeps {
  readonly store: Pick<CartStore, 'readMany' | 'readOfCustomers' | 'readOfSessions'>;
  readonly sessions: Pick<SessionStore, 'readMany'>;
  readonly backups: Pick<BackupStore, 'readOfSessions'>;
  readonly staffReads: StaffReads;
  readonly clock: Clock;
}

/**
 * Loaders of one operation. Carts that the viewer may not see are null, exactly as missing ones; what staff sees of
 * others is written down first. Not cached: a mutation and the fields of its answer must not see the state from before
 * it.
 */
export function createLoaders(deps: LoaderDeps, operation: Operation): CartLoaders {
  return {
    cart: new DataLoader((ids) => loadCarts(deps, operation, ids), { cache: false, maxBatchSize: 200 }),
    cartsOfCustomer: new DataLoader((asked) => loadCartsOfCustomers(deps, operation, asked), {
      cache: false,
      maxBatchSize: 100,
    }),
    cartsOfSession: new DataLoader((ids) => loadCartsOfSessions(deps, operation, ids), {
      cache: false,
      maxBatchSize: 100,
    }),
    backupsOfSession: new DataLoader((ids) => loadBackups(deps, ids), { cache: false, maxBatchSize: 100 }),
    session: new DataLoader((ids) => loadSessions(deps, operation, ids), { cache: false, maxBatchSize: 200 }),
  };
}

type Operation = Pick<OperationContext, 'viewer' | 'correlationId'>;

async function loadCarts(
  { store, staffReads, clock }: LoaderDeps,
  operation: Operation,
  ids: readonly string[],
): Promise<(StoredCart | null)[]> {
  const known = ids.filter(isUuid);
  const carts = known.length === 0 ? undefined : await store.readMany([...new Set(known)]);
  const visible = await visibleOf([...(carts?.values() ?? [])], { staffReads, clock }, operation);
  const shown = new Map(visible.map((cart) => [cart.id, cart]));
  return ids.map((id) => shown.get(id) ?? null);
}

/** Those the viewer may see; what staff sees of others is written down. */
async function visibleOf(
  carts: readonly StoredCart[],
  { staffReads, clock }: Pick<LoaderDeps, 'staffReads' | 'clock'>,
  operation: Operation,
): Promise<StoredCart[]> {
  const now = clock.now();
  const { viewer } = operation;
  const visible = carts.filter(({ owner }) => maySeeCart(viewer, owner, now));
  const foreign = visible.filter(({ owner }) => !ownsCart(viewer, owner, now)).map(({ id }) => id);
  if (foreign.length > 0) await staffReads.record(foreign, operation);
  return visible;
}

async function loadCartsOfSessions(
  { store, staffReads, clock }: LoaderDeps,
  operation: Operation,
  ids: readonly string[],
): Promise<(readonly StoredCart[])[]> {
  const carts = await store.readOfSessions([...new Set(ids)]);
  const visible = await visibleOf(carts, { staffReads, clock }, operation);
  return ids.map((id) => visible.filter(({ sessionId }) => sessionId === id));
}

async function loadBackups(
  { backups }: LoaderDeps,
  ids: readonly string[],
): Promise<(readonly CartBackup[])[]> {
  const found = await backups.readOfSessions([...new Set(ids)]);
  return ids.map((id) => found.filter(({ sessionId }) => sessionId === id));
}

async function loadSessions(
  { sessions, clock }: LoaderDeps,
  { viewer }: Operation,
  ids: readonly string[],
): Promise<(Session | null)[]> {
  const known = ids.filter(isUuid);
  const found = known.length === 0 ? undefined : await sessions.readMany([...new Set(known)]);
  const now = clock.now();
  return ids.map((id) => {
    const session = found?.get(id);
    return session === undefined || !maySeeSession(viewer, session, now) ? null : session;
  });
}

async function loadCartsOfCustomers(
  { store, staffReads }: LoaderDeps,
  operation: Operation,
  asked: readonly CartsOfCustomer[],
): Promise<(readonly StoredCart[] | null)[]> {
  const { viewer } = operation;
  const mayAsk = ({ customerId }: CartsOfCustomer): boolean =>
    isStaff(viewer) || viewer.customerId === customerId;
  // One statement for each set of states, and an operation rarely names more than one.
  const byStatuses = new Map<string, CartsOfCustomer[]>();
  for (const one of asked.filter(mayAsk)) {
    const key = JSON.stringify(one.statuses);
    byStatuses.set(key, [...(byStatuses.get(key) ?? []), one]);
  }
  const found = new Map<string, readonly StoredCart[]>();
  for (const [key, group] of byStatuses) {
    const customerIds = [...new Set(group.map(({ customerId }) => customerId))];
    const carts = await store.readOfCustomers(customerIds, group[0]?.statuses ?? null);
    if (isStaff(viewer) && carts.length > 0)
      await staffReads.record(
        carts.map(({ id }) => id),
        operation,
      );
    for (const id of customerIds)
      found.set(
        `${key} ${id}`,
        carts.filter(({ owner }) => owner.customerId === id),
      );
  }
  return asked.map((one) =>
    mayAsk(one) ? (found.get(`${JSON.stringify(one.statuses)} ${one.customerId}`) ?? []) : null,
  );
}
