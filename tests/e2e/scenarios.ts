import type { Scenario } from '../lanes/describe-lane';
import { auditOfEverything } from './audit/audit.scenario';
import { badInput } from './bad-input/bad-input.scenario';
import { campaigns } from './campaigns/campaigns.scenario';
import { cartLife } from './cart-life/cart-life.scenario';
import { checkout } from './checkout/checkout.scenario';
import { firstQuery } from './first-query/first-query.scenario';
import { guestCart } from './guest-cart/guest-cart.scenario';
import { idempotency } from './idempotency/idempotency.scenario';
import { liveCart } from './live-cart/live-cart.scenario';
import { orderOutcomes } from './order-outcomes/order-outcomes.scenario';
import { priceRisen } from './order-outcomes/price-risen.scenario';
import { nobodyElsesAnswer } from './nobody-elses-answer/nobody-elses-answer.scenario';
import { outsideParties } from './outside-parties/outside-parties.scenario';
import { pricesExplained } from './prices/prices.scenario';
import { races } from './races/races.scenario';
import { signedInCustomer } from './signed-in-customer/signed-in-customer.scenario';
import { staff } from './staff/staff.scenario';
import { stock } from './stock/stock.scenario';
import { subgraphDown } from './subgraph-down/subgraph-down.scenario';

/** Every scenario, in the order they run; the same in each lane. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'the first query': firstQuery,
  'a guest cart': guestCart,
  'a signed-in customer': signedInCustomer,
  staff,
  races,
  idempotency,
  'a live cart': liveCart,
  'the life of a cart': cartLife,
  checkout,
  'what becomes of an order': orderOutcomes,
  'a price that rose': priceRisen,
  'outside parties': outsideParties,
  'prices that are explained': pricesExplained,
  campaigns,
  "nobody else's answer": nobodyElsesAnswer,
  stock,
  'bad input': badInput,
  'a subgraph down': subgraphDown,
  // Last: it looks at what all the others have left.
  'an audit': auditOfEverything,
};
