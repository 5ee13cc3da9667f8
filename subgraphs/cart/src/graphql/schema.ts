import type { Database } from '@agora/platform/database';
import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { CreateCartDeps } from '../application/create-cart';
import type { CartLists } from '../application/list-ports';
import type { ChangeCouponsDeps } from '../application/change-coupons';
import type { ReturnDeps } from '../application/return-to-cart';
import type { ChangeSessionDeps } from '../application/change-session';
import { CartConnectionFields, CartFields, CustomerFields } from './cart.fields';
import { CartBackupMutations } from './cart-backup.mutations';
import type { CartBackupDeps } from './cart-backup.mutations';
import { CartLifeMutations } from './cart-life.mutations';
import { CartPriceMutations } from './cart-price.mutations';
import { CartPriceQueries } from './cart-price.queries';
import { CartLockMutations } from './cart-lock.mutations';
import { CartMergeMutations } from './cart-merge.mutations';
import { CartMutations } from './cart.mutations';
import { CartQueries } from './cart.queries';
import { CartSubscriptions } from './cart.subscriptions';
import { cartReferences, customerReferences, sessionReferences } from './references';
import { SessionFields } from './session.fields';
import { SessionMutations } from './session.mutations';
import { SessionQueries } from './session.queries';
import { ProductVariantStub } from './types/catalog-variant.stub';
import { CouponRejectedError, InsufficientStockError } from './types/payloads.type';

export type CartSchemaDeps = CreateCartDeps &
  ChangeSessionDeps &
  ChangeCouponsDeps &
  CartBackupDeps &
  ReturnDeps & {
    readonly database: Database;
    readonly lists: CartLists;
  };

/** Cart's part of the supergraph. */
export function buildCartSchema(deps: CartSchemaDeps): Promise<SubgraphSchema> {
  const { database } = deps;
  const instances = new Map<unknown, object>([
    [CartQueries, new CartQueries(deps)],
    [CartMutations, new CartMutations(deps)],
    [CartBackupMutations, new CartBackupMutations(deps)],
    [CartLifeMutations, new CartLifeMutations(deps)],
    [CartPriceMutations, new CartPriceMutations(deps)],
    [CartPriceQueries, new CartPriceQueries(deps)],
    [CartMergeMutations, new CartMergeMutations(deps)],
    [CartLockMutations, new CartLockMutations(deps)],
    [CartFields, new CartFields(database)],
    [CartConnectionFields, new CartConnectionFields()],
    [CustomerFields, new CustomerFields()],
    [CartSubscriptions, new CartSubscriptions(database)],
    [SessionQueries, new SessionQueries(deps)],
    [SessionMutations, new SessionMutations(deps)],
    [SessionFields, new SessionFields()],
  ]);
  return buildSubgraph({
    resolvers: [
      CartQueries,
      CartMutations,
      CartBackupMutations,
      CartLifeMutations,
      CartPriceMutations,
      CartPriceQueries,
      CartMergeMutations,
      CartLockMutations,
      CartFields,
      CartConnectionFields,
      CustomerFields,
      CartSubscriptions,
      SessionQueries,
      SessionMutations,
      SessionFields,
    ],
    orphanedTypes: [
      BasicUserError,
      VersionConflictError,
      InsufficientStockError,
      CouponRejectedError,
      ProductVariantStub,
    ],
    instances,
    references: { Cart: cartReferences, Customer: customerReferences, Session: sessionReferences },
  });
}
