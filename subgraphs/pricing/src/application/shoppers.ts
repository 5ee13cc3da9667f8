import { LRUCache } from 'lru-cache';
import { STRANGER, normaliseCode } from '../domain/promotions/shopper';
import type { Shopper } from '../domain/promotions/shopper';

/** What the database knows of who buys. */
export interface ShopperFacts extends Shopper {
  /** Undefined for a customer nobody told of yet. */
  readonly segments: readonly string[] | undefined;
}

/** Where it is read. */
export interface ShopperSource {
  /** One statement. `codes` as they are stored. */
  read(codes: readonly string[], customerId: string | null): Promise<ShopperFacts>;
}

const REMEMBERED = 20_000;
const REMEMBERED_MS = 30_000;

/**
 * Who buys: segments, entered coupons, earlier use of limited promotions. A stranger without codes costs no statement, a
 * customer whose segments were asked lately neither; segments may be half a minute old, counters never are.
 */
export class Shoppers {
  private readonly segments = new LRUCache<string, readonly string[]>({
    max: REMEMBERED,
    ttl: REMEMBERED_MS,
  });

  constructor(private readonly source: ShopperSource) {}

  /** The customer's segments beyond `general`. */
  async segmentsOf(customerId: string | null): Promise<readonly string[]> {
    if (customerId === null) return [];
    return this.segments.get(customerId) ?? this.remember(customerId, await this.source.read([], customerId));
  }

  /** @param isCounted whether anything on offer has a limit per customer. */
  async find(codes: readonly string[], customerId: string | null, isCounted: boolean): Promise<Shopper> {
    if (codes.length === 0 && (customerId === null || !isCounted)) return STRANGER;
    const facts = await this.source.read([...new Set(codes.map(normaliseCode))], customerId);
    if (customerId !== null) this.remember(customerId, facts);
    return facts;
  }

  /** Their segments changed: the next question is put to the database. */
  forget(customerId: string): void {
    this.segments.delete(customerId);
  }

  private remember(customerId: string, { segments = [] }: ShopperFacts): readonly string[] {
    this.segments.set(customerId, segments);
    return segments;
  }
}
