// A shop that misbehaves in every way the real one can: lost answers, repeats, events out of order and delivered
// again, writers that die, connections that are cut, sweeps in between. The carts and orders here are the truth
// that inventory must agree with once everything has been delivered.
import { isRetriable } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { sleep } from '@agora/platform/time';
import { applyCartChange } from './apply-cart-change.suite';
import { closeCart, mergeCarts } from './cart-commits';
import { imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';
import type { CartChange, MergedCart } from '../application/ports';

/** A small seeded generator (mulberry32): the same seed gives the same choices. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface SimulatedCart {
  readonly id: string;
  version: number;
  isLocked: boolean;
  isClosed: boolean;
  readonly quantities: Map<string, number>;
}

interface SimulatedOrder {
  readonly id: string;
  readonly cart: SimulatedCart;
  readonly lines: ReadonlyMap<string, number>;
}

type Delivery =
  | { readonly kind: 'change'; readonly change: CartChange }
  | { readonly kind: 'merged'; readonly source: MergedCart; readonly target: CartChange }
  | { readonly kind: 'closed'; readonly cartId: string; readonly version: number };

export class ShopSimulation {
  readonly committedOperations = new Set<string>();
  readonly sold = new Map<string, number>();
  readonly outcomes = new Map<string, number>();
  readonly carts: readonly SimulatedCart[];
  private readonly deliveries: Delivery[] = [];
  private readonly orders: SimulatedOrder[] = [];

  constructor(
    private readonly inventory: StockedDatabase,
    private readonly skus: readonly string[],
    private readonly random: () => number,
    carts: number,
  ) {
    this.carts = Array.from({ length: carts }, () => ({
      id: newId(),
      version: 0,
      isLocked: false,
      isClosed: false,
      quantities: new Map<string, number>(),
    }));
  }

  /** One random thing that happens in a shop. */
  async step(): Promise<void> {
    const choices: readonly [number, () => Promise<void>][] = [
      [40, () => this.add()],
      [12, () => this.lower()],
      [25, () => this.deliver()],
      [3, () => this.merge()],
      [6, () => this.checkOut()],
      [6, () => this.endOrder()],
      [4, () => this.patiently(() => this.inventory.upkeep.sweep(20)).then(() => undefined)],
      [4, () => this.dropAbandoned()],
      [2, () => this.patiently(() => this.inventory.upkeep.fillBackorders(20)).then(() => undefined)],
      [1, () => this.cutConnection()],
    ];
    let pick = this.random() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, run] of choices) {
      pick -= weight;
      if (pick < 0) return run();
    }
  }

  /** Delivers everything that is left, in random order and some of it twice, and ends every order. */
  async drain(): Promise<void> {
    while (this.orders.length > 0) await this.endOrder();
    while (this.deliveries.length > 0) await this.deliver();
    await this.inventory.database.query(
      `UPDATE hold_operation SET lease_until = now() - interval '1 s' WHERE state = 'PROVISIONAL'`,
    );
    while ((await this.inventory.upkeep.abandonedOperations(1)).length > 0) await this.dropAbandoned();
  }

  /** What open carts have committed, by cart id and sku. */
  wanted(): Map<string, number> {
    const open = this.carts.filter(({ isClosed }) => !isClosed);
    const all = open.flatMap(({ id, quantities }) =>
      [...quantities].map(([sku, quantity]) => [`${id} ${sku}`, quantity] as const),
    );
    return new Map(all.filter(([, quantity]) => quantity > 0));
  }

  private async add(): Promise<void> {
    const cart = this.openCart();
    if (cart === undefined) return;
    const deltas = new Map(
      Array.from({ length: 1 + Math.floor(this.random() * 3) }, () => [
        this.pick(this.skus) ?? '',
        1 + Math.floor(this.random() * 2),
      ]),
    );
    const command = {
      operationId: newId(),
      cartId: cart.id,
      region: 'US',
      allowPartial: this.random() < 0.2,
      lines: [...deltas].map(([sku, n]) => line(sku, n)),
    };
    const ask = () => this.patiently(() => this.inventory.reservations.reserve(command, {}));
    if (this.random() < 0.05) await this.releaseOperation(cart, command.operationId);
    const first = ask();
    const answer = this.random() < 0.15 ? (await Promise.all([first, ask()]))[1] : await first;
    this.count(`reserve ${answer.kind}`);
    if (answer.kind === 'granted' && answer.grants.some(({ asked, quantity }) => quantity < asked))
      this.count('reserve partial');
    if (answer.kind !== 'granted') return;
    const fate = this.random();
    // The writer dies: nobody commits or releases. Its lease and the question to the cart end the operation.
    if (fate < 0.08) {
      this.count('abandoned');
      return;
    }
    if (fate < 0.16 || cart.isLocked || cart.isClosed)
      return this.releaseOperation(cart, command.operationId);
    this.commit(
      cart,
      answer.grants.map(({ sku, quantity }) => [sku, quantity]),
      command.operationId,
    );
  }

  private lower(): Promise<void> {
    const cart = this.openCart();
    const line = this.pick([...(cart?.quantities ?? [])]);
    if (cart !== undefined && line !== undefined && line[1] > 0) {
      this.commit(cart, [[line[0], -1 - Math.floor(this.random() * line[1])]], undefined);
    }
    return Promise.resolve();
  }

  private commit(
    cart: SimulatedCart,
    deltas: readonly (readonly [string, number])[],
    operationId: string | undefined,
  ): void {
    const touched = new Map<string, number>();
    for (const [sku, delta] of deltas) {
      const quantity = Math.max(0, (cart.quantities.get(sku) ?? 0) + delta);
      cart.quantities.set(sku, quantity);
      touched.set(sku, quantity);
    }
    cart.version += 1;
    if (operationId !== undefined) this.committedOperations.add(operationId);
    this.deliveries.push({
      kind: 'change',
      change: { cartId: cart.id, version: cart.version, operationId, quantities: touched },
    });
  }

  private async deliver(): Promise<void> {
    const index = Math.floor(this.random() * this.deliveries.length);
    const delivery = this.deliveries[index];
    if (delivery === undefined) return;
    if (this.random() < 0.85) this.deliveries.splice(index, 1);
    const { database } = this.inventory;
    await this.patiently(async () => {
      switch (delivery.kind) {
        case 'change':
          await applyCartChange(database, delivery.change, 'US', {});
          break;
        case 'merged':
          await mergeCarts(database, { ...delivery, region: 'US' }, {});
          break;
        case 'closed':
          await closeCart(database, { id: delivery.cartId, version: delivery.version }, 'CHECKED_OUT', {});
      }
    });
    this.count('delivered');
  }

  /** A guest signs in: another cart takes over the lines, sometimes not all units of them. */
  private merge(): Promise<void> {
    const [source, target] = [this.openCart(), this.openCart()];
    if (source === undefined || target === undefined || source === target) return Promise.resolve();
    const touched = new Map<string, number>();
    for (const [sku, quantity] of source.quantities) {
      if (quantity === 0) continue;
      const taken = this.random() < 0.8 ? quantity : Math.floor(this.random() * quantity);
      touched.set(sku, (target.quantities.get(sku) ?? 0) + taken);
    }
    for (const [sku, quantity] of touched) target.quantities.set(sku, quantity);
    source.isClosed = true;
    for (const cart of [source, target]) cart.version += 1;
    this.deliveries.push({
      kind: 'merged',
      source: { id: source.id, version: source.version },
      target: {
        cartId: target.id,
        version: target.version,
        operationId: undefined,
        quantities: touched,
      },
    });
    this.count('merged');
    return Promise.resolve();
  }

  private async checkOut(): Promise<void> {
    const cart = this.openCart();
    const lines = new Map([...(cart?.quantities ?? [])].filter(([, quantity]) => quantity > 0));
    if (cart === undefined || lines.size === 0) return;
    cart.isLocked = true;
    cart.version += 1;
    const order = { id: newId(), cart, lines };
    const command = {
      cartId: cart.id,
      cartVersion: cart.version,
      orderId: order.id,
      region: 'US',
      holdSeconds: 900,
      lines: [...lines].map(([sku, n]) => line(sku, n)),
    };
    if (this.random() < 0.05) await this.releaseOrder(order);
    const answer = await this.patiently(() => this.inventory.reservations.allocate(command, {}));
    this.count(`allocate ${answer.kind}`);
    if (answer.kind === 'allocated') this.orders.push(order);
    else this.unlock(cart);
  }

  private async endOrder(): Promise<void> {
    const [order] = this.orders.splice(Math.floor(this.random() * this.orders.length), 1);
    if (order === undefined) return;
    if (this.random() < 0.4) {
      await this.releaseOrder(order);
      this.unlock(order.cart);
      return;
    }
    const lines = await this.partsOf(order);
    const status = await this.patiently(() =>
      this.inventory.reservations.commit(order.id, 'service:order', {}),
    );
    if (status !== 'COMMITTED') throw new Error(`order ${order.id} is ${status}`);
    for (const [sku, quantity] of lines) this.sold.set(sku, (this.sold.get(sku) ?? 0) + quantity);
    order.cart.isClosed = true;
    order.cart.version += 1;
    this.deliveries.push({ kind: 'closed', cartId: order.cart.id, version: order.cart.version });
    this.count('sold');
  }

  /** Sometimes the customer takes one unit less after all. @returns what is bought. */
  private async partsOf(order: SimulatedOrder): Promise<ReadonlyMap<string, number>> {
    const [sku, quantity] = this.pick([...order.lines]) ?? ['', 0];
    if (quantity < 2 || this.random() < 0.5) return order.lines;
    const command = { operationId: newId(), orderId: order.id, lines: [line(sku)] };
    const release = () =>
      this.patiently(() => this.inventory.reservations.releasePart(command, 'LINE_CANCELLED', {}));
    await release();
    if (this.random() < 0.3) await release();
    this.count('part released');
    return new Map([...order.lines, [sku, quantity - 1]]);
  }

  private unlock(cart: SimulatedCart): void {
    cart.isLocked = false;
    this.commit(cart, [], undefined);
  }

  private async releaseOrder(order: SimulatedOrder): Promise<void> {
    await this.patiently(() =>
      this.inventory.reservations.release(
        { operationId: newId(), ownerId: order.id, reason: 'PAYMENT_FAILED' },
        {},
      ),
    );
    this.count('order released');
  }

  private async releaseOperation(cart: SimulatedCart, operationId: string): Promise<void> {
    await this.patiently(() =>
      this.inventory.reservations.release({ operationId, ownerId: cart.id, reason: 'FAILED' }, {}),
    );
    this.count('operation released');
  }

  private async dropAbandoned(): Promise<void> {
    const { upkeep } = this.inventory;
    await this.patiently(async () => {
      const abandoned = await upkeep.abandonedOperations(50);
      const committed = abandoned.filter((operationId) => this.committedOperations.has(operationId));
      await upkeep.keepOperations(committed, 1);
      await upkeep.dropOperations(
        abandoned.filter((operationId) => !this.committedOperations.has(operationId)),
      );
    });
  }

  private async cutConnection(): Promise<void> {
    await this.patiently(() =>
      this.inventory.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'agora-inventory-test' ORDER BY random() LIMIT 2`,
      ),
    );
    this.count('connections cut');
  }

  /** Asks again, with the same ids, until there is an answer: the caller cannot know whether the first one had an effect. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isRetriable(error)) throw error;
        this.count('answer lost');
      }
    }
  }

  private openCart(): SimulatedCart | undefined {
    const cart = this.pick(this.carts);
    return cart === undefined || cart.isLocked || cart.isClosed ? undefined : cart;
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.random() * from.length)];
  }

  private count(what: string): void {
    this.outcomes.set(what, (this.outcomes.get(what) ?? 0) + 1);
  }
}

/** Looks at the balances again and again until stopped; answers every row that was ever out of balance. */
export function watchBalances(inventory: StockedDatabase): { stop(): Promise<object[]> } {
  const seen: object[] = [];
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      // A look whose connection was cut says nothing.
      await imbalances(inventory.database).then(
        (rows) => seen.push(...rows),
        () => undefined,
      );
      await sleep(30);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return seen;
    },
  };
}
