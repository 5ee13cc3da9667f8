import { AppError } from '@agora/platform/errors';
import type { HoldMerge } from './hold-merge';
import type { ReserveOutcome, ReserveRequest, StockReservations } from './stock-ports';

type Increases = ReadonlyMap<string, number>;

/**
 * Stock for tests with the promises of the port: all or nothing unless a part is allowed, one effect per operation id, and a release that is
 * remembered when it comes first. Knows nothing of events: what was granted stays held until it is released.
 */
export class InMemoryStockReservations implements StockReservations {
  /** Units that can still be had; a sku that is not in it has plenty. */
  readonly available = new Map<string, number>();
  readonly granted = new Map<string, Increases>();
  private readonly asked = new Map<string, Increases>();
  readonly released = new Set<string>();
  /** Carts whose hold has ended. */
  readonly lapsed = new Set<string>();
  readonly merges: HoldMerge[] = [];
  isDown = false;
  /** How often several were asked for at once. */
  askedTogether = 0;
  reservedUntil: Date | null = new Date(Date.now() + 900_000);

  reserve({ operationId, increases, allowPartial = false }: ReserveRequest): Promise<ReserveOutcome> {
    if (this.isDown) return Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'inventory is down'));
    return Promise.resolve(this.answer(operationId, increases, allowPartial));
  }

  async reserveAll(requests: readonly ReserveRequest[]): Promise<ReserveOutcome[]> {
    this.askedTogether += 1;
    return Promise.all(requests.map((request) => this.reserve(request)));
  }

  extend({ id }: ReserveRequest['cart']): Promise<Date | null> {
    if (this.isDown) return Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'inventory is down'));
    return Promise.resolve(this.lapsed.has(id) ? null : this.reservedUntil);
  }

  merge(merge: HoldMerge): Promise<void> {
    if (this.isDown) return Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'inventory is down'));
    this.merges.push(merge);
    return Promise.resolve();
  }

  release(operationId: string): Promise<void> {
    if (this.isDown) return Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'inventory is down'));
    this.released.add(operationId);
    this.move(this.granted.get(operationId) ?? new Map(), 1);
    this.granted.delete(operationId);
    return Promise.resolve();
  }

  /** Units of a sku granted and not released. */
  held(sku: string): number {
    return [...this.granted.values()].reduce((sum, increases) => sum + (increases.get(sku) ?? 0), 0);
  }

  private answer(operationId: string, increases: Increases, allowPartial: boolean): ReserveOutcome {
    if (this.released.has(operationId)) return { kind: 'released' };
    const before = this.asked.get(operationId);
    const granted = this.granted.get(operationId);
    if (before !== undefined && granted !== undefined)
      return isSame(before, increases) ? this.grant(granted) : { kind: 'released' };
    const lines = [...increases]
      .map(([sku, requested]) => ({ sku, requested, available: this.available.get(sku) ?? Infinity }))
      .filter(({ requested, available }) => available < requested);
    const part = new Map(
      [...increases]
        .map(([sku, wanted]) => [sku, Math.min(wanted, this.available.get(sku) ?? Infinity)] as const)
        .filter(([, quantity]) => quantity > 0),
    );
    if (lines.length > 0 && !(allowPartial && part.size > 0)) return { kind: 'insufficient', lines };
    this.move(part, -1);
    this.asked.set(operationId, increases);
    this.granted.set(operationId, part);
    return this.grant(part);
  }

  private grant(granted: Increases): ReserveOutcome {
    return { kind: 'granted', reservedUntil: this.reservedUntil, granted };
  }

  private move(increases: Increases, sign: 1 | -1): void {
    for (const [sku, quantity] of increases) {
      const available = this.available.get(sku);
      if (available !== undefined) this.available.set(sku, available + sign * quantity);
    }
  }
}

function isSame(left: Increases, right: Increases): boolean {
  return left.size === right.size && [...left].every(([sku, quantity]) => right.get(sku) === quantity);
}
