import { badInput } from '@agora/platform/errors';
import { carryOutOnce } from '@agora/platform/idempotency';
import type { Idempotency } from '@agora/platform/idempotency';
import type { EventHeaders } from '@agora/platform/outbox';
import type { StockStore, StockWrite, StockWriteAnswer } from './ports';

/** Who writes, and how often at most. */
export interface StockRequest {
  readonly actor: string;
  readonly correlationId: string;
  /** With a key a repeat changes nothing and answers the row as it is now. */
  readonly idempotencyKey: string | undefined;
  readonly headers: EventHeaders;
}

export interface StockDeps {
  readonly store: StockStore;
  readonly idempotency: Idempotency;
}

export type StockOutcome =
  | Exclude<StockWriteAnswer, { readonly kind: 'written' }>
  /** Also the answer to a repeat. */
  | { readonly kind: 'written' }
  | { readonly kind: 'inProgress' | 'reused' };

export type StockChange = Pick<StockWrite, 'sku' | 'location' | 'kind' | 'amount' | 'expected' | 'reason'>;

const MAX_AMOUNT = 1_000_000_000;

/**
 * Sets or adjusts the count of a sku at a location, with its history row, its audit entry and its events in one
 * transaction. A refusal changes nothing and does not use up the key.
 *
 * @throws AppError `BAD_USER_INPUT` for an empty sku, a negative count, or an amount beyond a thousand million.
 */
export async function writeStock(
  deps: StockDeps,
  change: StockChange,
  request: StockRequest,
): Promise<StockOutcome> {
  check(change);
  const operation = change.kind === 'SET' ? 'stockSet' : 'stockAdjust';
  const { actor, correlationId, idempotencyKey: key, headers } = request;
  const claim = key === undefined ? undefined : { scope: actor, operation, key, input: change };
  const result = await carryOutOnce(deps.idempotency, claim, (complete) =>
    deps.store.inTransaction(async (unit) => {
      const answer = await unit.write({ ...change, actor, reference: key }, headers);
      if (answer.kind !== 'written') return answer;
      const { sku, location, version } = answer.level;
      await unit.audit({ actor, action: operation, entity: `stock:${sku}@${location}`, correlationId });
      await complete(unit.queryable, { sku, location, version });
      return answer;
    }),
  );
  if (result.kind === 'carriedOut') return result.value;
  return { kind: result.kind === 'replay' ? 'written' : result.kind };
}

function check({ sku, location, kind, amount }: StockChange): void {
  if (sku.trim() === '' || sku.length > 100) throw badInput('sku', 'must have from 1 to 100 characters');
  if (location.trim() === '') throw badInput('location', 'must not be empty');
  if (kind === 'SET' && amount < 0) throw badInput('quantity', 'must not be negative');
  if (Math.abs(amount) > MAX_AMOUNT)
    throw badInput(kind === 'SET' ? 'quantity' : 'delta', `must be at most ${String(MAX_AMOUNT)}`);
}
