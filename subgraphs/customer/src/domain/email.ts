// One @, something before it, a dotted name behind it, no space: whether mail arrives only sending it can tell.
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** Most characters of an address that can be delivered to. */
export const MAX_EMAIL_LENGTH = 254;

/**
 * The form under which an e-mail address is unique: without surrounding space, lower-case. Undefined for what is
 * no address.
 */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return email.length <= MAX_EMAIL_LENGTH && EMAIL.test(email) ? email : undefined;
}
