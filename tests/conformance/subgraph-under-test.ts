import { composeCart } from '@agora/cart/compose';
import { readCartConfig } from '@agora/cart/config';
import { composeCatalog } from '@agora/catalog/compose';
import { readCatalogConfig } from '@agora/catalog/config';
import { composeCustomer } from '@agora/customer/compose';
import { readCustomerConfig } from '@agora/customer/config';
import { composeInventory } from '@agora/inventory/compose';
import { readInventoryConfig } from '@agora/inventory/config';
import { composeOrder } from '@agora/order/compose';
import { readOrderConfig } from '@agora/order/config';
import { idFrom } from '@agora/platform/ids';
import type { Ports } from '@agora/platform/ports';
import type { SubgraphDefinition } from '@agora/platform/server';
import { composePricing } from '@agora/pricing/compose';
import { readPricingConfig } from '@agora/pricing/config';
import type { SeedDomain } from '../../scripts/seed/seed-all';

/** An entity of a subgraph and how to ask for it. */
export interface EntityUnderTest {
  readonly type: string;
  /** What is selected of it; must not need another request. */
  readonly selection: string;
  /** A key of the `n`-th seeded one, from 1. */
  readonly keyOf: (n: number) => Readonly<Record<string, unknown>>;
  /** Whether somebody without a token may see it. */
  readonly isPublic: boolean;
}

/** One of the six, with what the conformance suite has to know of it. */
export interface SubgraphUnderTest {
  readonly name: SeedDomain;
  compose(ports: Ports, env: NodeJS.ProcessEnv): Promise<SubgraphDefinition>;
  readonly entities: readonly EntityUnderTest[];
  /** A query of staff that reads the database. */
  readonly staffQuery: string;
}

/** Skus the seed has, asked from the running database. */
export type SkuOf = (n: number) => string;

/** @param skuOf the `n`-th seeded sku. */
export function subgraphsUnderTest(skuOf: SkuOf): readonly SubgraphUnderTest[] {
  const byId = (kind: string) => (n: number) => ({ id: idFrom(`${kind}:${String(n)}`) });
  const bySku = (n: number) => ({ sku: skuOf(n) });
  return [
    {
      name: 'catalog',
      compose: (ports, env) => composeCatalog(ports, readCatalogConfig(env)),
      entities: [
        { type: 'Product', selection: 'id title variants { sku }', keyOf: byId('product'), isPublic: true },
        { type: 'ProductVariant', selection: 'sku title product { title }', keyOf: bySku, isPublic: true },
      ],
      staffQuery: '{ products(first: 5) { nodes { id } } }',
    },
    {
      name: 'pricing',
      compose: (ports, env) => composePricing(ports, readPricingConfig(env)),
      entities: [
        {
          type: 'ProductVariant',
          selection: 'sku price { unitPrice { amount } }',
          keyOf: bySku,
          isPublic: true,
        },
      ],
      staffQuery: '{ priceBooks(first: 5) { nodes { id } } }',
    },
    {
      name: 'inventory',
      compose: (ports, env) => composeInventory(ports, readInventoryConfig(env)),
      entities: [
        { type: 'ProductVariant', selection: 'sku availability { status }', keyOf: bySku, isPublic: true },
      ],
      staffQuery: '{ stockLevels(first: 5) { nodes { sku } } }',
    },
    {
      name: 'cart',
      compose: (ports, env) => composeCart(ports, readCartConfig(env)),
      entities: [
        { type: 'Cart', selection: 'id version lines { sku }', keyOf: byId('cart'), isPublic: false },
        { type: 'Customer', selection: 'id carts { id }', keyOf: byId('customer'), isPublic: false },
      ],
      staffQuery: '{ carts(first: 5) { nodes { id } } }',
    },
    {
      name: 'customer',
      compose: (ports, env) => composeCustomer(ports, readCustomerConfig(env)),
      entities: [
        {
          type: 'Customer',
          selection: 'id email addresses { id }',
          keyOf: byId('customer'),
          isPublic: false,
        },
      ],
      staffQuery: '{ customers(first: 5) { nodes { id } } }',
    },
    {
      name: 'order',
      compose: (ports, env) => composeOrder(ports, readOrderConfig(env)),
      entities: [
        {
          type: 'Order',
          selection: 'id lines { sku } history { to }',
          keyOf: byId('order'),
          isPublic: false,
        },
        {
          type: 'Customer',
          selection: 'id orders(first: 1) { nodes { id } }',
          keyOf: byId('customer'),
          isPublic: false,
        },
      ],
      staffQuery: '{ orders(first: 5) { nodes { id } } }',
    },
  ];
}
