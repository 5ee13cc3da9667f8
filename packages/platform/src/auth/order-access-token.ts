import { isSigned, sign } from './signature';

/** Lets whoever holds it read one order: how a guest sees what they bought. Stays valid as long as the secret. */
export function issueOrderAccessToken(secret: string, orderId: string): string {
  return sign(secret, ['order', orderId]);
}

/** Whether `token` opens this order. Compares in constant time. */
export function opensOrder(secret: string, orderId: string, token: string): boolean {
  return isSigned(secret, ['order', orderId], token);
}
