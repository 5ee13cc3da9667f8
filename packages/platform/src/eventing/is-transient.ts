import { isRetriable } from '../errors/mask';

// PostgreSQL classes: connection, transaction rollback, resources, operator intervention; lock not available.
const TRANSIENT_STATE = /^(08|40|53|57)...$|^55P03$/;

/** Whether the same attempt may well succeed later without anybody changing anything: a fault of the surroundings. */
export function isTransient(error: unknown): boolean {
  if (isRetriable(error)) return true;
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return (
    typeof code === 'string' &&
    (TRANSIENT_STATE.test(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET')
  );
}
