import type { Logger } from '@agora/platform/logging';
import type { Claims, OrderStore, Payments } from '../ports';
import type { ResumeSaga } from '../sagas/resume-saga';
import type { SettleOrder } from '../settle-order';
import { cancelOrder } from './cancel-order';
import type { CancelOrder } from './cancel-order';
import { fulfillShipped } from './fulfill-shipped';
import type { FulfillShipped } from './fulfill-shipped';
import { returnItems } from './return-items';
import type { ReturnItems } from './return-items';
import { transitionOrder } from './transition-order';
import type { TransitionOrder } from './transition-order';
import { updateOrder } from './update-order';
import type { UpdateOrder } from './update-order';

export interface OrdersDeps {
  readonly stores: { readonly orders: OrderStore; readonly claims: Claims };
  readonly payments: Payments;
  readonly settle: SettleOrder;
  readonly resume: ResumeSaga;
  readonly logger: Logger;
}

/** The use cases of orders that were made, wired to each other. */
export interface Orders {
  readonly cancel: CancelOrder;
  readonly transition: TransitionOrder;
  readonly update: UpdateOrder;
  readonly returnItems: ReturnItems;
  readonly fulfillShipped: FulfillShipped;
}

export function createOrders({ stores, payments, settle, resume, logger }: OrdersDeps): Orders {
  const deps = { ...stores, settle, resume, logger };
  const cancel = cancelOrder(deps);
  return {
    cancel,
    transition: transitionOrder({ ...deps, payments, cancel }),
    update: updateOrder(deps),
    returnItems: returnItems(deps),
    fulfillShipped: fulfillShipped({ settle, logger }),
  };
}
