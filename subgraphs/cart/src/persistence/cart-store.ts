import type { Database } from '@agora/platform/database';
import type { CartStore } from '../application/ports';
import { commitLines } from './commit-lines';
import { lockAndReadCart, readCarts } from './read-cart';

/** {@link CartStore} on the cart database. */
export function createCartStore(database: Database): CartStore {
  return {
    read: async (cartId) => (await readCarts(database, [cartId])).get(cartId),
    readMany: (cartIds) => readCarts(database, cartIds),
    commitLines: (commit) => commitLines(database, commit),
    withLockedCart: (cartId, work) =>
      database.inTransaction(async (tx) => {
        const cart = await lockAndReadCart(tx, cartId);
        return cart === undefined ? undefined : work(cart, (commit) => commitLines(tx, commit));
      }),
  };
}
