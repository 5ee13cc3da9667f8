import type { Queryable } from '@agora/platform/database';
import type { LineAttribute } from '../domain/cart';
import type { CartRejection } from '../domain/rejections';

/** What a backup remembers of a line: what was wanted, not what it cost. */
export interface BackupLine {
  readonly sku: string;
  readonly quantity: number;
  readonly attributes: readonly LineAttribute[];
}

/** The lines of a cart at one version. */
export interface CartBackup {
  readonly id: string;
  readonly cartId: string;
  readonly version: number;
  readonly lineCount: number;
  readonly createdAt: Date;
}

export type BackupOutcome =
  | { readonly kind: 'done'; readonly backup: CartBackup }
  | { readonly kind: 'refused'; readonly rejection: CartRejection };

/** Decides on the newest state whether a backup may be made. */
export type AdmitBackup = (cart: { readonly version: number }) => CartRejection | undefined;

export interface BackupStore {
  /**
   * Keeps the cart's lines as they are now and at most nine older backups of it; serialises with every other writer of the
   * cart. The idempotent outcome is stored in the same transaction.
   */
  create(
    request: { readonly id: string; readonly cartId: string; readonly sessionId: string | null },
    admit: AdmitBackup,
    complete: (tx: Queryable) => Promise<void>,
  ): Promise<BackupOutcome>;
  read(backupId: string): Promise<(CartBackup & { readonly lines: readonly BackupLine[] }) | undefined>;
  /** Of each session, newest first, at most 100. */
  readOfSessions(
    sessionIds: readonly string[],
  ): Promise<readonly (CartBackup & { readonly sessionId: string })[]>;
}
