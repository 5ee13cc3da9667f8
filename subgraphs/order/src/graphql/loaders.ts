import type { PageRequest } from '@agora/platform/paging';
import type { OperationContext } from '@agora/platform/server';
import DataLoader from 'dataloader';
import type { StaffReads } from '../application/ports';
import type { CheckoutSession } from '../domain/checkout-session';
import type { Order, StatusChange } from '../domain/order';
import type { OrderLine } from '../domain/order-line';
import type { Payment } from '../domain/payment';
import type { Saga } from '../domain/saga';
import type { OrderCriteria } from '../persistence/order-list-query';
import type { OrderLists } from '../persistence/order-lists';
import type { OrderReader } from '../persistence/order-reader';

/** A page of one customer's orders. */
export interface CustomerPageKey {
  readonly customerId: string;
  readonly criteria: OrderCriteria;
  readonly page: PageRequest;
}

/** Lookups of one operation: whatever is asked for in one tick is one statement. Ownership is the caller's. */
export interface OrderLoaders {
  readonly orderById: DataLoader<string, Order | null>;
  readonly orderByNumber: DataLoader<string, Order | null>;
  readonly linesOfOrder: DataLoader<string, readonly OrderLine[] | null>;
  readonly historyOfOrder: DataLoader<string, readonly StatusChange[] | null>;
  readonly paymentOfOrder: DataLoader<string, Payment | null>;
  readonly sessionById: DataLoader<string, CheckoutSession | null>;
  readonly sagasOfOrder: DataLoader<string, readonly Saga[] | null>;
  readonly ordersOfCustomer: DataLoader<CustomerPageKey, readonly Order[], string>;
  readonly countOfCustomer: DataLoader<Omit<CustomerPageKey, 'page'>, number, string>;
  /** Writes down that staff sees an order of somebody else: once per operation, before it is shown. */
  readonly staffReadOfOrder: DataLoader<string, true>;
  /** Forgets what was loaded: a mutation calls it, so that its payload shows its effect. */
  forget(): void;
}

// Keys per statement: above, DataLoader asks again.
const MAX_BATCH = 500;

export interface LoaderDeps {
  readonly reader: OrderReader;
  readonly lists: OrderLists;
  readonly staffReads: StaffReads;
}

export function createLoaders(
  { reader, lists, staffReads }: LoaderDeps,
  operation: Pick<OperationContext, 'viewer' | 'correlationId'>,
): OrderLoaders {
  const loaders = {
    orderById: one((ids) => reader.ordersById(ids)),
    orderByNumber: one((numbers) => reader.ordersByNumber(numbers)),
    linesOfOrder: one((ids) => reader.linesOf(ids)),
    historyOfOrder: one((ids) => reader.historyOf(ids)),
    paymentOfOrder: one((ids) => reader.paymentsOf(ids)),
    sessionById: one((ids) => reader.sessionsById(ids)),
    sagasOfOrder: one((ids) => reader.sagasOf(ids)),
    ordersOfCustomer: perCustomer<CustomerPageKey, readonly Order[]>(
      (ids, { criteria, page }) => lists.pagesOfCustomers(ids, criteria, page),
      [],
    ),
    countOfCustomer: perCustomer<Omit<CustomerPageKey, 'page'>, number>(
      (ids, { criteria }) => lists.countOfCustomers(ids, criteria),
      0,
    ),
  };
  return {
    ...loaders,
    staffReadOfOrder: new DataLoader<string, true>(
      async (ids) => {
        await staffReads.record(ids, operation);
        return ids.map(() => true);
      },
      { maxBatchSize: MAX_BATCH },
    ),
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };
}

function one<V>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): DataLoader<string, V | null> {
  return new DataLoader(
    async (keys) => {
      const found = await read(keys);
      return keys.map((key) => found.get(key) ?? null);
    },
    { maxBatchSize: MAX_BATCH },
  );
}

/** One statement per distinct arguments, for all customers that were asked with them. */
function perCustomer<K extends { readonly customerId: string }, V>(
  read: (customerIds: readonly string[], key: K) => Promise<ReadonlyMap<string, V>>,
  nothing: V,
): DataLoader<K, V, string> {
  const groupOf = ({ customerId: _customerId, ...args }: K): string => JSON.stringify(args);
  return new DataLoader<K, V, string>(
    async (keys) => {
      const groups = new Map<string, K[]>();
      for (const key of keys) groups.set(groupOf(key), [...(groups.get(groupOf(key)) ?? []), key]);
      const answers = new Map<string, ReadonlyMap<string, V>>();
      const ask = async ([group, members]: [string, K[]]): Promise<void> => {
        const [first] = members;
        if (first === undefined) return;
        const customerIds = [...new Set(members.map(({ customerId }) => customerId))];
        answers.set(group, await read(customerIds, first));
      };
      await Promise.all([...groups].map(ask));
      return keys.map((key) => answers.get(groupOf(key))?.get(key.customerId) ?? nothing);
    },
    { maxBatchSize: MAX_BATCH, cacheKeyFn: (key) => `${key.customerId} ${groupOf(key)}` },
  );
}
