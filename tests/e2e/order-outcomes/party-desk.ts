import { newId } from '@agora/platform/ids';
import type { Lane } from '../../lanes/lane';

/** What an operator of the payment party does with the intent of an order, without a word to the shop. */
export async function atTheDesk(
  lane: Lane,
  orderId: string,
  deed: { readonly decision: 'approve' } | { readonly refundMinor: number },
): Promise<void> {
  const intents = `${lane.partyUrl('payment')}/intents`;
  const { id } = (await (await fetch(`${intents}?idempotencyKey=${orderId}`)).json()) as { id: string };
  const [operation, input] =
    'decision' in deed
      ? ['decide', deed]
      : ['refund', { idempotencyKey: newId(), amountMinor: String(deed.refundMinor) }];
  const answer = await fetch(`${intents}/${id}/${operation}`, {
    method: 'POST',
    body: JSON.stringify(input),
  });
  expect(answer.status).toBe(200);
}
