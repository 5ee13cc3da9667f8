// Cart in a process of its own, for tests that kill it. It opens carts and adds to them for ever, and prints one line of
// JSON for each version that was acknowledged. With the argument `published`, its relay runs beside it.
import 'reflect-metadata';
import { newId } from '@agora/platform/ids';
import { openCartAlone } from './cart-alone.suite';

const CARTS = 4;
/** A line holds at most a hundred units. */
const ADDS = 90;

async function shop(): Promise<void> {
  const cart = await openCartAlone(process.env);
  if (process.argv.includes('published')) await cart.start();
  await Promise.all(
    Array.from({ length: CARTS }, async () => {
      const customerId = newId();
      const cartId = await cart.openCart(customerId);
      for (let added = 0; added < ADDS; added += 1) {
        const version = await cart.add(customerId, cartId);
        process.stdout.write(`${JSON.stringify({ customerId, cartId, version })}\n`);
      }
    }),
  );
}

shop().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
