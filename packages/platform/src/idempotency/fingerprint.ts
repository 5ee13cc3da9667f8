import { createHash } from 'node:crypto';

/**
 * SHA-256 of the canonical JSON of an input: equal for inputs that mean the same. Keys are sorted, `undefined`
 * members are as if absent, lists keep their order, dates are their ISO text, a bigint is its digits.
 *
 * @throws TypeError on functions, symbols and cycles: they cannot come from a request.
 */
export function fingerprint(input: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(input)).digest();
}

/** The one JSON text of a value, as {@link fingerprint} reads it. */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, ancestors: readonly object[]): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return writeScalar(value);
  if (ancestors.includes(value)) throw new TypeError('an input with a cycle has no fingerprint');
  if (hasToJson(value)) return write(value.toJSON(), [...ancestors, value]);
  const inside = [...ancestors, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item, inside)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member, inside)}`);
  return `{${members.join(',')}}`;
}

function writeScalar(value: unknown): string {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`a ${typeof value} has no fingerprint`);
  return JSON.stringify(value);
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
