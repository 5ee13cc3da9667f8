import type { Database } from '@agora/platform/database';
import type { CartStore } from '../application/ports';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import type { CartTerms } from '../domain/cart-life';
import { CartReader } from './cart-reader';
import type { CartReaderOptions } from './cart-reader';
import { commitDetails } from './commit-details';
import { commitHold } from './commit-hold';
import { afterCommit, cartAfter, commitLines } from './commit-lines';
import { commitTogether } from './commit-together';
import { commitPricing } from './commit-pricing';
import { changeStatus } from './change-status';
import { createCart, readSessionTokenVersion } from './create-cart';
import { commitDeletion } from './delete-cart';
import { commitMerge, commitTakeover, openGuestCarts, readMergeReport } from './merge-carts';
import { lockAndReadCart, readCartsOfCustomers, readCartsOfSessions, readCurrentCart } from './read-cart';
import { commitRestoring, commitSaving } from './save-cart';

/**
 * {@link CartStore} on the cart database.
 * @param atHand Where lines and cost of the newest version may be, so that they are not read again: in memory for whoever asks;
 *   snapshots for what is shown alone. Default: nowhere.
 */
export function createCartStore(
  database: Database,
  terms: CartTerms = DEFAULT_CART_TERMS,
  { memory, cache }: CartReaderOptions = {},
): CartStore {
  const { lifeMs, keptMs } = terms;
  const reader = new CartReader(database, { memory });
  const shown = new CartReader(database, { memory, cache });
  return {
    read: async (cartId) => (await reader.read([cartId])).get(cartId),
    readMany: (cartIds) => shown.read(cartIds),
    readOfCustomers: (customerIds, statuses) => readCartsOfCustomers(database, customerIds, statuses),
    readOfSessions: (sessionIds) => readCartsOfSessions(database, sessionIds),
    commitLines: async (commit) => {
      const committed = await commitLines(database, commit, lifeMs);
      if (committed === undefined) return undefined;
      const cart = cartAfter(commit, committed);
      memory?.set(cart);
      return cart;
    },
    commitTogether: async (commit) => {
      const committed = await commitTogether(database, commit, lifeMs);
      if (committed !== undefined) memory?.set(afterCommit(commit, committed));
      return committed !== undefined;
    },
    commitPricing: (commit) => commitPricing(database, commit, lifeMs),
    commitDetails: (commit) => commitDetails(database, commit, lifeMs),
    commitHold: (commit) => commitHold(database, commit, lifeMs),
    commitSaving: (commit) => commitSaving(database, commit, lifeMs),
    commitRestoring: (commit) => commitRestoring(database, commit, lifeMs),
    commitMerge: (commit, complete) => commitMerge(database, terms, commit, complete),
    commitTakeover: (commit, complete) => commitTakeover(database, lifeMs, commit, complete),
    readMergeReport: (sourceCartId) => readMergeReport(database, sourceCartId),
    openGuestCarts: (sessionId, tokenVersion) => openGuestCarts(database, sessionId, tokenVersion),
    commitDeletion: (commit) => commitDeletion(database, commit, keptMs),
    withLockedCart: (cartId, work) =>
      database.inTransaction(async (tx) => {
        const cart = await lockAndReadCart(tx, cartId);
        return cart === undefined
          ? undefined
          : work(cart, async (commit) => (await commitLines(tx, commit, lifeMs)) !== undefined);
      }),
    findCurrent: (place) => readCurrentCart(database, place),
    create: (cart, trail, complete) => createCart({ database, terms }, cart, trail, complete),
    sessionTokenVersion: (sessionId) => readSessionTokenVersion(database, sessionId),
    changeStatus: (cartId, decide, trail) =>
      database.inTransaction(async (tx) => {
        const cart = await lockAndReadCart(tx, cartId);
        if (cart === undefined) return { kind: 'refused', rejection: { kind: 'CART_NOT_FOUND' } };
        const step = decide(cart);
        if (step === undefined) return { kind: 'done', version: cart.version, isNew: false };
        if ('kind' in step) return { kind: 'refused', rejection: step };
        const version = await changeStatus(
          tx,
          cart,
          { ...step, cartId, version: cart.version, lifeMs },
          trail,
        );
        return { kind: 'done', version, isNew: true };
      }),
  };
}
