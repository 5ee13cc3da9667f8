// The use cases of cart on a real database of their own; pricing and inventory are played in memory.
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { MemoryRateLimiter } from '@agora/platform/rate-limit';
import { idFrom, newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import type { OperationContext } from '@agora/platform/server';
import { deadlineAfter, systemClock } from '@agora/platform/time';
import { createTestDatabase } from '@agora/test-kit/databases';
import { addLines } from './application/add-lines';
import type { AddLinesCommand } from './application/add-lines';
import { createWaitingAdds } from './application/add-together';
import { createGuestCarts } from './application/guest-carts';
import type { ChangeSessionDeps } from './application/change-session';
import type { ChangeCouponsDeps } from './application/change-coupons';
import type { CreateCartCommand, CreateCartDeps } from './application/create-cart';
import { InMemoryPriceQuotes } from './application/in-memory-price-quotes.suite';
import { InMemoryStockReservations } from './application/in-memory-stock-reservations.suite';
import type { CartOutcome } from './application/outcome';
import type { CommitTrail, StoredCart } from './application/ports';
import type { BackupDeps } from './application/cart-backups';
import type { ReturnDeps } from './application/return-to-cart';
import { createBackupStore } from './persistence/cart-backups';
import { createCartStore } from './persistence/cart-store';
import { createSessionStore } from './persistence/session-store';
import { findVariants } from './persistence/variant-store';

export const SESSION_SECRET = 'a secret of the tests, long enough to be one';

/** Skus of the read model that are for sale; `OLD` is there, too, but archived. */
export const SKUS = ['MUG', 'NOVEL', 'LAMP'] as const;

export const TRAIL: CommitTrail = {
  sessionId: null,
  actor: 'service:test',
  correlationId: 'c1',
  traceparent: undefined,
};

export interface LogRow {
  readonly version: number;
  readonly cause: string;
  readonly operation_id: string | null;
}

export interface WaitingEvent {
  readonly type: string;
  readonly aggregate_version: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface CartWorld {
  readonly url: string;
  readonly database: Database;
  readonly deps: ChangeCouponsDeps &
    CreateCartDeps &
    ChangeSessionDeps &
    ReturnDeps &
    Pick<BackupDeps, 'backups'> & { readonly database: Database };
  readonly quotes: InMemoryPriceQuotes;
  readonly stock: InMemoryStockReservations;
  /** What watchers were told, `<cart>@<version>`. */
  readonly news: readonly string[];
  /** Identities that were said to have ended. */
  readonly revoked: readonly string[];
  /** An empty cart of a new customer, with the viewer that owns it. */
  openCart(): Promise<OpenedCart>;
  /** Adds one line as the owner. */
  add(cart: OpenedCart, sku: string, options?: AddOptions): Promise<CartOutcome>;
  /** {@link add} in another process: neither waits for the other's adds. */
  addElsewhere(cart: OpenedCart, sku: string, options?: AddOptions): Promise<CartOutcome>;
  read(cartId: string): Promise<StoredCart>;
  log(cartId: string): Promise<LogRow[]>;
  events(cartId: string): Promise<WaitingEvent[]>;
  close(): Promise<void>;
}

export interface OpenedCart {
  readonly id: string;
  readonly viewer: Viewer;
  readonly context: OperationContext;
}

export interface AddOptions {
  readonly quantity?: number;
  readonly key?: string;
  readonly expectedVersion?: number;
  readonly allowPartial?: boolean;
}

export function customer(id: string = newId()): Viewer {
  return { ...ANONYMOUS, role: 'customer', subject: id, customerId: id };
}

const SILENT = createLogger({ name: 'test', level: 'silent' });

export function contextOf(viewer: Viewer, deadlineMs = 10_000): OperationContext {
  return {
    viewer,
    correlationId: 'c1',
    traceparent: undefined,
    deadline: deadlineAfter(deadlineMs),
    log: SILENT,
    idempotencyKey: undefined,
    shop: {
      storeId: undefined,
      channel: undefined,
      region: undefined,
      currencyCode: undefined,
      language: undefined,
    },
    clientAddress: undefined,
    forwardHeaders: {},
  };
}

export function creation(over: Partial<CreateCartCommand> = {}): CreateCartCommand {
  return {
    storeId: 'main',
    channel: 'web',
    region: 'US',
    currencyCode: null,
    lines: [],
    note: null,
    attributes: [],
    buyer: null,
    idempotencyKey: null,
    ...over,
  };
}

export async function openCartWorld(): Promise<CartWorld> {
  const { url, drop } = await createTestDatabase('cart');
  const database = createDatabase({ url, name: 'cart-test', maxConnections: 12 });
  await fillReadModel(database);
  const quotes = new InMemoryPriceQuotes();
  const stock = new InMemoryStockReservations();
  const news: string[] = [];
  const revoked: string[] = [];
  const store = createCartStore(database);
  const told = {
    committed: (id: string, version: number) => void news.push(`${id}@${String(version)}`),
    estimated: (id: string) => void news.push(`${id}~`),
  };
  const committing = { store, quotes, reservations: stock, news: told, clock: systemClock };
  const deps = {
    waitingAdds: createWaitingAdds(committing),
    database,
    store,
    sessions: createSessionStore(database),
    backups: createBackupStore(database),
    noteReturn: () => undefined,
    revocations: { revoked: (subject: string) => void revoked.push(subject) },
    quotes,
    reservations: stock,
    news: told,
    guestCarts: createGuestCarts({ store, quotes, reservations: stock, news: told, clock: systemClock }),
    idempotency: createIdempotency(database),
    variants: { find: (skus: readonly string[]) => findVariants(database, skus) },
    clock: systemClock,
    sessionSecret: SESSION_SECRET,
    attempts: new MemoryRateLimiter({ clock: systemClock }),
    attemptLimits: { perIdentity: 10, perAddress: 10 },
    regions: new Map([
      ['US', 'USD'],
      ['JP', 'JPY'],
    ]),
  };
  const elsewhere = { ...deps, waitingAdds: createWaitingAdds(committing) };
  return {
    url,
    database,
    deps,
    quotes,
    stock,
    news,
    revoked,
    openCart: async () => {
      const viewer = customer();
      const cart = {
        ...creation(),
        id: newId(),
        customerId: viewer.customerId,
        sessionId: null,
        currency: 'USD',
      };
      await store.create({ ...cart, isNewSession: false }, TRAIL, () => Promise.resolve());
      return { id: cart.id, viewer, context: contextOf(viewer) };
    },
    add: (cart, sku, options) => addLines(deps, addition(cart, sku, options), contextOf(cart.viewer)),
    addElsewhere: (cart, sku, options) =>
      addLines(elsewhere, addition(cart, sku, options), contextOf(cart.viewer)),
    read: async (cartId) => {
      const cart = await store.read(cartId);
      if (cart === undefined) throw new Error(`no cart ${cartId}`);
      return cart;
    },
    log: (cartId) =>
      database.query(
        'SELECT version, cause, operation_id FROM cart_event WHERE cart_id = $1 ORDER BY version',
        [cartId],
      ),
    events: (cartId) =>
      database.query(
        'SELECT type, aggregate_version, payload, headers FROM outbox WHERE aggregate_id = $1 ORDER BY seq',
        [cartId],
      ),
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

function addition(
  cart: OpenedCart,
  sku: string,
  { quantity = 1, key, expectedVersion, allowPartial = false }: AddOptions = {},
): AddLinesCommand {
  return {
    cartId: cart.id,
    lines: [{ sku, quantity, attributes: [] }],
    expectedVersion: expectedVersion ?? null,
    allowPartial,
    idempotencyKey: key ?? null,
  };
}

async function fillReadModel(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO catalog_variant (sku, variant_id, product_id, title, product_title, image_url, status, tax_category, product_version)
     SELECT x.sku, x.id, x.id, '', x.sku, NULL, x.status, 'standard', 1
     FROM jsonb_to_recordset($1::jsonb) AS x (sku text, id uuid, status text)`,
    [
      JSON.stringify([
        ...SKUS.map((sku) => ({ sku, id: idFrom(`variant:${sku}`), status: 'ACTIVE' })),
        { sku: 'OLD', id: idFrom('variant:OLD'), status: 'ARCHIVED' },
      ]),
    ],
  );
}
