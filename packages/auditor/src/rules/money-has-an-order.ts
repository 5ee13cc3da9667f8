import { AppError } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import { SECOND_MS } from '@agora/platform/time';
import type { Findings } from '../findings';
import { pagesOf } from '../pages';
import type { PartyIntent, PaymentParty } from '../payment/payment-party';
import type { AuditedWorld, Rule } from '../rule';

interface OrderOf {
  readonly id: string;
  readonly status: string;
  readonly is_settled: boolean;
}

const ORDERS = `
  SELECT id, status, updated_at < now() - $2::int * interval '1 s' AS is_settled FROM orders WHERE id = ANY ($1::uuid[])`;

// A party that lists nothing is asked about the cancelled orders of a week.
const CANCELLED = `
  SELECT id FROM orders WHERE id > $1::uuid AND status = 'CANCELLED' AND updated_at < now() - $3::int * interval '1 s'
    AND updated_at > now() - interval '7 days' ORDER BY id LIMIT $2::int`;

/** What the party has of the shopper's money in these states. */
const IS_MONEY = ['authorized', 'captured', 'partially_refunded'];

export const moneyHasAnOrder: Rule = {
  name: 'money-has-an-order',
  holds:
    'The payment party has no live authorisation and keeps no money for an order that is cancelled or that there is not.',
  databases: ['order'],
  needs: 'payments',
  check: async (world, findings) => {
    for await (const intents of intentsOf(world)) {
      findings.look(intents.length);
      await judge(world, intents.filter(isOldMoney(world)), findings);
    }
  },
};

function isOldMoney({ marginSeconds }: AuditedWorld): (intent: PartyIntent) => boolean {
  const before = Date.now() - marginSeconds * SECOND_MS;
  return ({ status, createdAtMs }) => IS_MONEY.includes(status) && createdAtMs < before;
}

async function judge(
  { databases, marginSeconds }: AuditedWorld,
  intents: readonly PartyIntent[],
  findings: Findings,
): Promise<void> {
  const ids = intents.map(({ orderId }) => orderId).filter(isUuid);
  const rows = await databases.rows<OrderOf>('order', ORDERS, [ids, marginSeconds]);
  const orders = new Map(rows.map((row) => [row.id, row]));
  for (const { id, orderId, status, amountMinor, currency } of intents) {
    const order = orders.get(orderId);
    const money = `${status} ${String(amountMinor)} ${currency} at the party (${id})`;
    if (order === undefined) findings.add([orderId, id], `has ${money} and there is no such order`);
    else if (order.status === 'CANCELLED' && order.is_settled)
      findings.add([orderId, id], `has ${money} and is CANCELLED`);
  }
}

async function* intentsOf(world: AuditedWorld): AsyncGenerator<readonly PartyIntent[]> {
  const party = partyOf(world);
  const listed = await party.listed();
  if (listed !== undefined) {
    yield* listed;
    return;
  }
  const query = { domain: 'order', text: CANCELLED, values: [world.marginSeconds] } as const;
  for await (const page of pagesOf<{ readonly id: string }>(world.databases, query)) {
    const found: PartyIntent[] = [];
    for (const { id } of page) {
      const intent = await party.ofOrder(id);
      if (intent !== undefined) found.push(intent);
    }
    yield found;
  }
}

export function partyOf({ payments }: AuditedWorld): PaymentParty {
  if (payments === undefined) throw new AppError('INTERNAL', 'The payment party is not known');
  return payments;
}
