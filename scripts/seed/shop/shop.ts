import { seedOpenCarts, seedOrderedCarts } from './carts';
import type { SeedCart } from './carts';
import { seedCustomers } from './customers';
import type { SeedCustomer } from './customers';
import { seedOrders } from './orders';
import type { SeedOrder } from './orders';
import { seedCategories, seedProducts } from './products';
import type { SeedCategory, SeedProduct } from './products';
import { createRandom } from './random';
import { seedHolds, seedStock } from './stock';
import type { SeedHold, SeedStock } from './stock';

/** A whole shop as plain data. What one domain says of another's things agrees. */
export interface SeedShop {
  readonly now: Date;
  readonly categories: readonly SeedCategory[];
  readonly products: readonly SeedProduct[];
  readonly customers: readonly SeedCustomer[];
  readonly orders: readonly SeedOrder[];
  /** Open ones and those the orders were made from. */
  readonly carts: readonly SeedCart[];
  readonly holds: readonly SeedHold[];
  readonly stock: readonly SeedStock[];
}

/** The shop as it would stand at `now`. The same moment always gives the same shop; ids never depend on the moment. */
export function makeShop(now: Date): SeedShop {
  const products = seedProducts(createRandom(1), now);
  const customers = seedCustomers(createRandom(2), now);
  const orders = seedOrders(createRandom(3), { products, customers }, now);
  const carts = [
    ...seedOpenCarts(createRandom(4), { products, customers }, now),
    ...seedOrderedCarts(orders),
  ];
  const holds = seedHolds(carts, orders);
  const stock = seedStock(createRandom(5), products, { holds, orders });
  return { now, categories: seedCategories(), products, customers, orders, carts, holds, stock };
}
