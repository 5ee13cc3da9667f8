import { pagesOf } from '../pages';
import type { PartyIntent } from '../payment/payment-party';
import type { Rule } from '../rule';
import { partyOf } from './money-has-an-order';

interface PaidOrder {
  readonly id: string;
  readonly intent_id: string | null;
  readonly total_minor: bigint;
  readonly currency: string;
  readonly created_at: Date;
}

// Orders of the demonstration shop, and those that were brought in paid, were never paid at the party.
const PAID = `
  SELECT o.id, p.intent_id, o.total_minor, o.currency, o.created_at FROM orders o JOIN payment p ON p.order_id = o.id
  WHERE o.id > $1::uuid AND o.status IN ('CONFIRMED', 'FULFILLED', 'RETURNED') AND o.created_at > now() - interval '7 days'
    AND p.intent_id IS DISTINCT FROM 'pi_seed_' || o.id
    AND (p.intent_id IS NOT NULL OR (o.total_minor > 0
      AND (o.checkout_session_id IS NOT NULL OR EXISTS (SELECT FROM saga s WHERE s.id = o.id)))) ORDER BY o.id LIMIT $2::int`;

const IS_PAID = ['authorized', 'captured', 'partially_refunded', 'refunded'];

export const partyAgrees: Rule = {
  name: 'party-agrees',
  holds:
    'For every order that was confirmed within a week the payment party has exactly one payment, authorised or captured, of its total.',
  databases: ['order'],
  needs: 'payments',
  check: async (world, findings) => {
    const party = partyOf(world);
    const listed = await intentsByOrder(await party.listed());
    const query = { domain: 'order', text: PAID } as const;
    for await (const page of pagesOf<PaidOrder>(world.databases, query)) {
      findings.look(page.length);
      for (const order of page) {
        const one = listed === undefined ? await party.ofOrder(order.id) : undefined;
        const intents = listed?.get(order.id) ?? (one === undefined ? [] : [one]);
        const wrong = wrongAtParty(order, intents);
        if (wrong !== undefined) findings.add([order.id], wrong);
      }
    }
  },
};

function wrongAtParty(order: PaidOrder, intents: readonly PartyIntent[]): string | undefined {
  const paid = intents.filter(({ status }) => IS_PAID.includes(status));
  const [intent] = paid;
  if (intent === undefined)
    return `is paid for us; at the party: ${intents.map(({ status }) => status).join(', ') || 'nothing'}`;
  if (paid.length > 1)
    return `has ${paid.length} payments at the party: ${paid.map(({ id }) => id).join(', ')}`;
  if (intent.id !== order.intent_id) return `knows ${String(order.intent_id)} and the party has ${intent.id}`;
  if (intent.amountMinor === order.total_minor && intent.currency === order.currency) return undefined;
  return `is of ${String(order.total_minor)} ${order.currency}; at the party: ${String(intent.amountMinor)} ${intent.currency}`;
}

async function intentsByOrder(
  listed: AsyncIterable<readonly PartyIntent[]> | undefined,
): Promise<ReadonlyMap<string, readonly PartyIntent[]> | undefined> {
  if (listed === undefined) return undefined;
  const byOrder = new Map<string, PartyIntent[]>();
  for await (const intents of listed)
    for (const intent of intents)
      byOrder.set(intent.orderId, [...(byOrder.get(intent.orderId) ?? []), intent]);
  return byOrder;
}
