// A shop for checkout tests: the real order database and the real payment party over HTTP; cart, pricing and
// inventory in memory, keeping the promises of their ports (idempotent by operation, all or nothing).
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { AppError } from '@agora/platform/errors';
import { createIdempotency } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import type { PubSub } from '@agora/platform/pubsub';
import type { OperationContext } from '@agora/platform/server';
import { deadlineAfter } from '@agora/platform/time';
import { createIntentStore } from '@agora/sandbox-parties/payment/intent-store';
import { createPaymentParty } from '@agora/sandbox-parties/payment/payment-party';
import { MovableClock } from '@agora/test-kit/clock';
import { createTestDatabase } from '@agora/test-kit/databases';
import { createPaymentPartyClient } from '../clients/payment-party-client';
import { createOrderNews } from '../live/order-channel';
import { createClaims } from '../persistence/claims';
import { createOrderPrisma } from '../persistence/client';
import type { PrismaClient } from '../persistence/client';
import { createCheckoutSessionStore } from '../persistence/prisma-checkout-session-store';
import { createOrderStore } from '../persistence/prisma-order-store';
import { createSagaStore } from '../persistence/saga-store';
import type { SagaStore } from './sagas/saga-ports';
import { createCheckout } from './checkout';
import type { Checkout } from './checkout';
import type { CompleteCheckoutInput } from './complete-checkout';
import type {
  AllocationRequest,
  AllocationResult,
  CartLockRequest,
  CartLockResult,
  CartSnapshot,
  Carts,
  Catalog,
  CatalogVariant,
  CheckoutSessionStore,
  Inventory,
  OrderStore,
  Payments,
  PriceQuote,
  Pricing,
  RedemptionRequest,
  QuoteAnswer,
  QuoteRequest,
} from './ports';

const unavailable = (): AppError => new AppError('DOWNSTREAM_UNAVAILABLE', 'down for a test');

/** Fails the next calls: before anything happens, or after it happened (the answer is lost). */
class Faults {
  before = 0;
  after = 0;

  async around<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.before > 0) {
      this.before -= 1;
      throw unavailable();
    }
    const result = work();
    if (this.after > 0) {
      this.after -= 1;
      throw unavailable();
    }
    return result;
  }
}

export class InMemoryCarts implements Carts {
  readonly carts = new Map<string, CartSnapshot & { lockedBy?: string }>();
  readonly faults = new Faults();
  readonly unlockFaults = new Faults();

  add(cart: Partial<CartSnapshot> = {}): CartSnapshot {
    const made: CartSnapshot = {
      id: newId(),
      version: 4,
      status: 'ACTIVE',
      customerId: null,
      storeId: 'main',
      channel: 'web',
      region: 'EU',
      currency: 'EUR',
      lines: [
        {
          sku: 'MUG-BLUE',
          variantId: newId(),
          title: 'Mug, blue',
          quantity: 2,
          attributes: [],
          heldUnitPriceMinor: null,
          agreedUnitPriceMinor: 1_299n,
        },
        {
          sku: 'SHIRT-M',
          variantId: newId(),
          title: 'Shirt, M',
          quantity: 1,
          attributes: [{ key: 'print', value: 'Ada' }],
          heldUnitPriceMinor: null,
          agreedUnitPriceMinor: 2_500n,
        },
      ],
      couponCodes: [],
      blockingProblems: [],
      ...cart,
    };
    this.carts.set(made.id, made);
    return made;
  }

  change(id: string, change: Partial<CartSnapshot>): void {
    const cart = this.carts.get(id);
    if (cart !== undefined) this.carts.set(id, { ...cart, ...change });
  }

  statusOf(id: string): string | undefined {
    return this.carts.get(id)?.status;
  }

  find(id: string, { viewer }: OperationContext): Promise<CartSnapshot | undefined> {
    return this.faults.around(() => {
      const cart = this.carts.get(id);
      return cart !== undefined && (cart.customerId === null || cart.customerId === viewer.customerId)
        ? cart
        : undefined;
    });
  }

  lock(request: CartLockRequest & { readonly expectedVersion: number }): Promise<CartLockResult> {
    return this.faults.around((): CartLockResult => {
      const cart = this.carts.get(request.cartId);
      if (cart === undefined) return { kind: 'notOpen' };
      if (cart.lockedBy === request.orderId) return { kind: 'locked' };
      if (cart.status === 'LOCKED') return { kind: 'lockedByOther' };
      if (cart.status !== 'ACTIVE') return { kind: 'notOpen' };
      if (cart.version !== request.expectedVersion) return { kind: 'versionConflict', current: cart.version };
      this.carts.set(cart.id, {
        ...cart,
        status: 'LOCKED',
        version: cart.version + 1,
        lockedBy: request.orderId,
      });
      return { kind: 'locked' };
    });
  }

  unlock(request: CartLockRequest): Promise<void> {
    return this.unlockFaults.around(() => {
      const cart = this.carts.get(request.cartId);
      if (cart?.lockedBy !== request.orderId) return;
      const { lockedBy: _lockedBy, ...free } = cart;
      this.carts.set(cart.id, { ...free, status: 'ACTIVE', version: cart.version + 1 });
    });
  }
}

export class InMemoryCatalog implements Catalog {
  readonly variants = new Map<string, CatalogVariant>([
    ['MUG-BLUE', { variantId: newId(), title: 'Mug, blue', isSold: true }],
    ['SHIRT-M', { variantId: newId(), title: 'Shirt, M', isSold: true }],
    ['OLD', { variantId: newId(), title: 'Of last year', isSold: false }],
    ['PRICELESS', { variantId: newId(), title: 'Without a price', isSold: true }],
  ]);
  readonly faults = new Faults();

  find(): Promise<ReadonlyMap<string, CatalogVariant>> {
    return this.faults.around(() => this.variants);
  }
}

export class InMemoryPricing implements Pricing {
  readonly prices = new Map<string, bigint>([
    ['MUG-BLUE', 1_299n],
    ['SHIRT-M', 2_500n],
  ]);
  validForMs = 30 * 60_000;
  /** What every quote redeems; taken off its first line. */
  promotions: PriceQuote['promotions'] = [];
  /** Offered with every quote; without a choice the first. */
  shippingOptions: PriceQuote['shippingOptions'] = [];
  /** How many orders may redeem them. */
  redemptionsLeft = Infinity;
  readonly redeemed = new Set<string>();
  readonly redeemFaults = new Faults();
  readonly releaseFaults = new Faults();
  private readonly released = new Set<string>();

  constructor(private readonly clock: MovableClock) {}

  async quote(request: QuoteRequest): Promise<PriceQuote | undefined> {
    const answer = await this.ask(request);
    return answer.kind === 'quoted' ? answer.quote : undefined;
  }

  ask(request: QuoteRequest): Promise<QuoteAnswer> {
    if (request.region === 'NOWHERE') return Promise.resolve({ kind: 'unknownRegion' });
    const taken = this.promotions.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const lines = request.lines.map(({ sku, quantity, heldUnitPriceMinor: held }, index) => {
      const priceMinor = this.prices.get(sku);
      if (priceMinor === undefined) return undefined;
      const unitPriceMinor = held != null && held < priceMinor ? held : priceMinor;
      const subtotalMinor = unitPriceMinor * BigInt(quantity);
      const discountMinor = index === 0 ? taken : 0n;
      return {
        sku,
        quantity,
        unitPriceMinor,
        subtotalMinor,
        discountMinor,
        taxMinor: 0n,
        totalMinor: subtotalMinor - discountMinor,
      };
    });
    if (!lines.every((line) => line !== undefined)) {
      const unpriced = lines.flatMap((line, index) => (line === undefined ? [index] : []));
      return Promise.resolve({ kind: 'unpriced', lines: unpriced });
    }
    const subtotalMinor = lines.reduce((sum, line) => sum + line.subtotalMinor, 0n);
    const offered = this.shippingOptions;
    const shipping = offered.find(({ id }) => id === request.shippingOptionId) ?? offered[0];
    const quote = {
      id: newId(),
      currency: request.currency,
      totals: {
        subtotalMinor,
        discountMinor: taken,
        taxMinor: 0n,
        shippingMinor: shipping?.priceMinor ?? null,
        totalMinor: subtotalMinor - taken + (shipping?.priceMinor ?? 0n),
      },
      lines,
      fxRate: null,
      shippingOptions: this.shippingOptions,
      shippingOptionId: shipping?.id ?? null,
      promotions: this.promotions,
      validUntil: new Date(this.clock.nowMs() + this.validForMs),
    };
    return Promise.resolve({ kind: 'quoted', quote });
  }

  redeem({ orderId }: RedemptionRequest): Promise<boolean> {
    return this.redeemFaults.around(() => {
      if (this.redeemed.has(orderId)) return true;
      if (this.redemptionsLeft < 1 || this.released.has(orderId)) return false;
      this.redemptionsLeft -= 1;
      this.redeemed.add(orderId);
      return true;
    });
  }

  release(orderId: string): Promise<void> {
    return this.releaseFaults.around(() => {
      this.released.add(orderId);
      if (this.redeemed.delete(orderId)) this.redemptionsLeft += 1;
    });
  }
}

export class InMemoryInventory implements Inventory {
  readonly available = new Map<string, number>([
    ['MUG-BLUE', 1_000],
    ['SHIRT-M', 1_000],
  ]);
  /** What of every order is promised but not on hand. */
  backordered: readonly { readonly sku: string; readonly units: number }[] = [];
  readonly allocations = new Map<string, AllocationRequest>();
  readonly faults = new Faults();
  readonly releaseFaults = new Faults();
  private readonly released = new Set<string>();

  allocate(request: AllocationRequest): Promise<AllocationResult> {
    return this.faults.around((): AllocationResult => {
      const { backordered } = this;
      if (this.allocations.has(request.orderId)) return { kind: 'allocated', backordered };
      const lines = request.lines.flatMap(({ sku, quantity }) => {
        const available = this.released.has(request.orderId) ? 0 : (this.available.get(sku) ?? 0);
        return available < quantity ? [{ sku, available }] : [];
      });
      if (lines.length > 0) return { kind: 'insufficient', lines };
      for (const { sku, quantity } of request.lines)
        this.available.set(sku, (this.available.get(sku) ?? 0) - quantity);
      this.allocations.set(request.orderId, request);
      return { kind: 'allocated', backordered };
    });
  }

  release({ orderId }: { readonly orderId: string }): Promise<void> {
    return this.releaseFaults.around(() => {
      this.released.add(orderId);
      for (const { sku, quantity } of this.allocations.get(orderId)?.lines ?? [])
        this.available.set(sku, (this.available.get(sku) ?? 0) + quantity);
      this.allocations.delete(orderId);
    });
  }
}

export interface CheckoutWorld {
  readonly checkout: Checkout;
  readonly carts: InMemoryCarts;
  readonly catalog: InMemoryCatalog;
  readonly pricing: InMemoryPricing;
  readonly inventory: InMemoryInventory;
  readonly payments: Payments;
  readonly sessions: CheckoutSessionStore;
  readonly orders: OrderStore;
  readonly sagas: SagaStore;
  readonly pubsub: PubSub;
  readonly database: Database;
  readonly prisma: PrismaClient;
  readonly clock: MovableClock;
  readonly paymentUrl: string;
  /** An operation of this viewer with ten seconds to live. */
  as(viewer: Partial<Viewer>): OperationContext;
  /** A guest with a cart and an OPEN session for it. */
  openSession(cart?: Partial<CartSnapshot>): Promise<OpenedSession>;
  /** Another wiring over the same stores, as another process or with a part replaced. */
  rewire(parts: { payments?: Payments; orders?: OrderStore; sagas?: SagaStore; waitMs?: number }): Checkout;
  /** Looks after everything that is due by the world's clock, as the job does. */
  lookAfterSagas(): Promise<void>;
  eventsOf(orderId: string): Promise<{ type: string; version: number; payload: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export interface OpenedSession {
  readonly guest: OperationContext;
  readonly cartId: string;
  readonly sessionId: string;
  /** The input of a completion, for a token and a key. */
  completion(paymentToken: string, key?: string): CompleteCheckoutInput;
}

export async function createCheckoutWorld(): Promise<CheckoutWorld> {
  const logger = createLogger({ name: 'test', level: 'silent' });
  const test = await createTestDatabase('order');
  const party = createPaymentParty({ logger, store: await createIntentStore() });
  const paymentUrl = await party.start();
  const payments = createPaymentPartyClient({ url: paymentUrl });
  const database = createDatabase({ url: test.url, name: 'order-test', maxConnections: 12 });
  const prisma = createOrderPrisma(database);
  const idempotency = createIdempotency(database);
  const clock = new MovableClock(new Date());
  const sessions = createCheckoutSessionStore({ database, prisma, idempotency });
  const pubsub = new MemoryPubSub(logger);
  const orders = createOrderStore({
    prisma,
    idempotency,
    news: createOrderNews(pubsub, () => undefined, logger),
  });
  const claims = createClaims(idempotency, database);
  const sagas = createSagaStore(database);
  const [carts, catalog, pricing, inventory] = [
    new InMemoryCarts(),
    new InMemoryCatalog(),
    new InMemoryPricing(clock),
    new InMemoryInventory(),
  ];
  const rewire: CheckoutWorld['rewire'] = (parts) =>
    createCheckout({
      stores: { sagas: parts.sagas ?? sagas, sessions, orders: parts.orders ?? orders, claims },
      remote: { carts, catalog, pricing, inventory, payments: parts.payments ?? payments },
      times: { paymentTimeoutMs: 15 * 60_000, waitMs: parts.waitMs ?? 2_000 },
      clock,
      logger,
    });
  const checkout = rewire({});
  // Loads Prisma's query compiler, so that no test's time pays for it.
  await orders.find(newId());
  const as = (viewer: Partial<Viewer>): OperationContext => ({
    viewer: { ...ANONYMOUS, ...viewer },
    correlationId: newId(),
    traceparent: undefined,
    deadline: deadlineAfter(10_000),
    log: logger,
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
  });
  return {
    ...{
      checkout,
      carts,
      catalog,
      pricing,
      inventory,
      payments,
      sessions,
      orders,
      sagas,
      pubsub,
      database,
      prisma,
      clock,
      paymentUrl,
      as,
      rewire,
    },
    openSession: async (cart) => {
      const guest = as({ sessionId: newId() });
      const { id: cartId } = carts.add(cart);
      const input = {
        cartId,
        email: 'ada@example.org',
        shippingAddress: ADDRESS,
        billingAddress: null,
        expectedVersion: null,
        idempotencyKey: null,
      };
      const result = await checkout.createSession(input, guest);
      if (result.kind === 'refused')
        throw new Error(`the session was refused: ${String(result.refusals[0]?.kind)}`);
      const checkoutSessionId = result.session.id;
      const completion = (paymentToken: string, key = newId()): CompleteCheckoutInput => ({
        ...{ checkoutSessionId, paymentToken, acceptedTotal: null, idempotencyKey: key },
      });
      return { guest, cartId, sessionId: checkoutSessionId, completion };
    },
    lookAfterSagas: async () => {
      for (const id of await sagas.due(clock.now(), 100)) await checkout.resume(id);
    },
    eventsOf: (orderId) =>
      database.query(
        'SELECT type, aggregate_version AS version, payload FROM outbox WHERE aggregate_id = $1 ORDER BY seq',
        [orderId],
      ),
    close: async () => {
      await payments.close();
      await party.stop();
      await prisma.$disconnect();
      await database.close();
      await test.drop();
    },
  };
}

export const ADDRESS = { line1: 'Hauptstrasse 1', city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
