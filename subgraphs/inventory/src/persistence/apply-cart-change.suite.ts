// For tests of holds: a commit of a cart as the consumer applies it, without an event around it.
import type { Queryable } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { CartChange } from '../application/ports';
import { cartChangeEffect } from './cart-commits';

export async function applyCartChange(
  tx: Queryable,
  change: CartChange,
  region: string,
  headers: EventHeaders,
): Promise<'APPLIED' | 'STALE'> {
  const { statement, values } = cartChangeEffect(change, region, headers);
  const [row] = await tx.query<{ outcome: 'APPLIED' | 'STALE' }>(statement.alone, values);
  return row?.outcome ?? 'STALE';
}
