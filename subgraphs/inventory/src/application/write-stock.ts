import { badInput } from '@agora/platform/errors';
import { carryOutOnce } from '@agora/platform/idempotency';
import type { Idempotency } from '@agora/platform/idempotency';
import { MAX_CODE_LENGTH, MAX_REASON_LENGTH, MAX_SKU_LENGTH } from '../domain/text-rules';
import { checkText } from './check-request';
import type { StaffRequest } from './staff-request';
import type { StockStore, StockWrite, StockWriteAnswer } from './stock-ports';

/** Who writes, and how often at most. */
export interface StockRequest extends StaffRequest {
  /** With a key a repeat changes nothing and answers the row as it is now. */
  readonly idempotencyKey: string | undefined;
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
 * @throws AppError `BAD_USER_INPUT` for an empty sku, location or reason, a negative count, a difference of 0, or an
 *   amount beyond a thousand million.
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

function check({ sku, location, kind, amount, expected, reason }: StockChange): void {
  checkText('input.sku', sku, MAX_SKU_LENGTH);
  checkText('input.location', location, MAX_CODE_LENGTH);
  checkText('input.reason', reason, MAX_REASON_LENGTH);
  if (expected !== undefined && expected < 0)
    throw badInput('input.expectedQuantity', 'must not be negative');
  const field = kind === 'SET' ? 'input.quantity' : 'input.delta';
  if (kind === 'SET' && amount < 0) throw badInput(field, 'must not be negative');
  if (kind === 'ADJUST' && amount === 0) throw badInput(field, 'must not be 0');
  if (Math.abs(amount) > MAX_AMOUNT) throw badInput(field, `must be at most ${String(MAX_AMOUNT)}`);
}
