import { createHash } from 'node:crypto';

/**
 * The 64-bit key of a PostgreSQL advisory lock for a name: the same name gives the same key in every process.
 * Advisory locks are per database, so names need to be unique within one database only.
 */
export function advisoryKey(name: string): bigint {
  return createHash('sha256').update(name, 'utf8').digest().readBigInt64BE(0);
}
