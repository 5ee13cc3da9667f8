import { z } from 'zod';
import { amountMinor, currencyCode, id, version } from '../fields';

/** What every event of a payment says: whose it is and what it is about. Nothing about the means of payment. */
export const paymentFields = {
  payment_intent_id: z.string().min(1).describe('Payment intent at the payment party'),
  order_id: id('The order that is paid'),
  version: version('payment intent'),
  amount_minor: amountMinor('What the intent is for'),
  currency_code: currencyCode,
};

/** A complete payload of the fields above. */
export const paymentSample = {
  payment_intent_id: 'pi_0192f0c1',
  order_id: '0192f0c1-0000-7000-8000-000000000020',
  version: 2,
  amount_minor: '4197',
  currency_code: 'USD',
};
