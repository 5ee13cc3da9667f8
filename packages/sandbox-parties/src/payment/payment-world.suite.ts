import { newId } from '@agora/platform/ids';

/** A request for an intent of a new order. */
export function intentRequest(paymentToken = 'tok_ok'): Record<string, string> {
  const orderId = newId();
  return { idempotencyKey: orderId, orderId, amountMinor: '12990', currency: 'EUR', paymentToken };
}

/** Posts JSON; rejects when nobody answers. */
export async function post(url: string, body: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}
