import type { Queryable } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import type { Clock } from '@agora/platform/time';
import type { Category } from '../domain/category';
import type { Product } from '../domain/product';

/** Products inside one transaction. */
export interface ProductRepository {
  /** The product as it is, locked until the transaction ends; undefined when there is none. */
  lock(id: string): Promise<Product | undefined>;
  /** @throws DuplicateError when slug or a sku belongs to another product. */
  insert(product: Product): Promise<void>;
  /** Writes what differs. @throws DuplicateError as {@link insert}. */
  save(before: Product, after: Product): Promise<void>;
  /** Up to `limit` products in id order after `afterId`, for a replay. */
  after(afterId: string | undefined, limit: number): Promise<readonly Product[]>;
}

/** Categories inside one transaction. */
export interface CategoryRepository {
  /** Keeps the shape of the tree still until the transaction ends; others wait. */
  lockTree(): Promise<void>;
  find(id: string): Promise<Category | undefined>;
  /** Which of `ids` exist. */
  existing(ids: readonly string[]): Promise<ReadonlySet<string>>;
  countChildren(parentId: string | null): Promise<number>;
  /** Levels below a category; 0 for a leaf. */
  subtreeDepth(id: string): Promise<number>;
  /** @throws DuplicateError when the slug belongs to another category. */
  insert(category: Category): Promise<void>;
  /** Writes the category, and the ancestors of everything below it when it moved. @throws DuplicateError as {@link insert}. */
  save(before: Category, after: Category): Promise<void>;
}

/** What staff did, for `audit_log`. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly correlationId: string;
}

/** One transaction on the catalog's database: all of it is committed, or none. */
export interface CatalogUnit {
  readonly products: ProductRepository;
  readonly categories: CategoryRepository;
  /** The same transaction, for outbox and idempotency. */
  readonly queryable: Queryable;
  audit(entry: AuditEntry): Promise<void>;
}

/** The catalog's own database, for writers. */
export interface CatalogStore {
  inTransaction<T>(work: (unit: CatalogUnit) => Promise<T>): Promise<T>;
}

/** A name that must be unique is taken by somebody else. The transaction is lost. */
export class DuplicateError extends Error {
  constructor(readonly of: 'productSlug' | 'sku' | 'categorySlug') {
    super(`duplicate ${of}`);
    this.name = 'DuplicateError';
  }
}

/** What every writing use case needs. */
export interface CatalogDeps {
  readonly store: CatalogStore;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

/** Who asks for a change, for audit, events and idempotency. */
export interface ChangeRequest {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Undefined when the caller did not make the request repeatable. */
  readonly idempotencyKey: string | undefined;
}
