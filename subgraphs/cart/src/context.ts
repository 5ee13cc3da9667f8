import type DataLoader from 'dataloader';
import type { Poke } from '@agora/platform/pubsub';
import type { OperationContext } from '@agora/platform/server';
import type { CartBackup } from './application/backup-ports';
import type { StoredCart } from './application/ports';
import type { CartStatus } from './domain/cart';
import type { Session } from './domain/session';

/** What every resolver of cart gets; made once per operation. */
export interface CartContext extends OperationContext {
  readonly loaders: CartLoaders;
  /** Follows a cart on the pub/sub port; who may see it is decided at every message. */
  watchCart(cartId: string, afterVersion: number | null): AsyncIterable<Poke>;
}

export interface CartLoaders {
  /** By id; null for what is missing or not for this viewer. */
  readonly cart: DataLoader<string, StoredCart | null>;
  /** Of a customer, newest first; null when they are not for this viewer. */
  readonly cartsOfCustomer: DataLoader<CartsOfCustomer, readonly StoredCart[] | null>;
  /** Of a session, newest first; without those that are not for this viewer. */
  readonly cartsOfSession: DataLoader<string, readonly StoredCart[]>;
  /** Of a session that the viewer may see, newest first. */
  readonly backupsOfSession: DataLoader<string, readonly CartBackup[]>;
  /** By id; null for what is missing or not for this viewer. */
  readonly session: DataLoader<string, Session | null>;
}

export interface CartsOfCustomer {
  readonly customerId: string;
  /** Null for every state. */
  readonly statuses: readonly CartStatus[] | null;
}
