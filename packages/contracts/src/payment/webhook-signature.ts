import { createHmac, timingSafeEqual } from 'node:crypto';

/** The request header that carries what {@link signWebhook} makes. */
export const WEBHOOK_SIGNATURE_HEADER = 'x-agora-signature';

/** How far the time of a signature may be from the receiver's clock, in either direction. */
export const WEBHOOK_WINDOW_SECONDS = 300;

/** `forged` also stands for a signature of another secret or form; `expired` is a true one of another time. */
export type WebhookVerdict = 'valid' | 'expired' | 'forged';

const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/**
 * The signature of a webhook's body, byte for byte as it is sent: `t=<unix seconds>,v1=<hex hmac_sha256(t.body)>`. Made
 * anew for every attempt, because it is only good for {@link WEBHOOK_WINDOW_SECONDS}.
 */
export function signWebhook(secret: string, body: string, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1_000));
  return `t=${seconds},v1=${macOf(secret, seconds, body)}`;
}

/**
 * Whether a body is the payment party's own and was sent just now. Compared in constant time, and before the time is
 * looked at, so that a forger never learns more than that. A replay within the window is for the inbox to recognise.
 */
export function verifyWebhook(
  secret: string,
  message: { readonly signature: string; readonly body: string },
  now: Date,
): WebhookVerdict {
  const [, seconds, mac] = FORM.exec(message.signature) ?? [];
  if (seconds === undefined || mac === undefined) return 'forged';
  const [wanted, given] = [Buffer.from(macOf(secret, seconds, message.body)), Buffer.from(mac)];
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return 'forged';
  const ageSeconds = Math.abs(now.getTime() / 1_000 - Number(seconds));
  return ageSeconds <= WEBHOOK_WINDOW_SECONDS ? 'valid' : 'expired';
}

function macOf(secret: string, seconds: string, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}
