import type { Rule } from '../rule';
import { allocationsHaveOrders } from './allocations-have-orders';
import { cartVersionsContiguous } from './cart-versions-contiguous';
import { cartsFollowOrders } from './carts-follow-orders';
import { cartsUnlockInTime } from './carts-unlock-in-time';
import { holdsAreWanted } from './holds-are-wanted';
import { holdsEndInTime } from './holds-end-in-time';
import { moneyHasAnOrder } from './money-has-an-order';
import { orderHistoryContiguous } from './order-history-contiguous';
import { ordersArePaid } from './orders-are-paid';
import { ordersDecidedInTime } from './orders-decided-in-time';
import { outboxDrained } from './outbox-drained';
import { partyAgrees } from './party-agrees';
import { promotionsAddUp } from './promotions-add-up';
import { redemptionsFollowOrders } from './redemptions-follow-orders';
import { stockConserved } from './stock-conserved';
import { stockFollowsOrders } from './stock-follows-orders';
import { topicVersionsContiguous } from './topic-versions-contiguous';

/** Every rule there is, in the order of reports. */
export const ALL_RULES: readonly Rule[] = [
  stockConserved,
  holdsEndInTime,
  holdsAreWanted,
  allocationsHaveOrders,
  stockFollowsOrders,
  ordersDecidedInTime,
  ordersArePaid,
  partyAgrees,
  moneyHasAnOrder,
  orderHistoryContiguous,
  cartVersionsContiguous,
  cartsUnlockInTime,
  cartsFollowOrders,
  promotionsAddUp,
  redemptionsFollowOrders,
  topicVersionsContiguous,
  outboxDrained,
];
