import { carryOutOnce } from '@agora/platform/idempotency';
import type { Complete } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import { enqueue } from '@agora/platform/outbox';
import { refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { decideSetPrice } from '../domain/set-price';
import type { SetPrice } from '../domain/set-price';
import { priceUpdated } from '../events/published';
import type { ChangeRequest, PricingDeps, PricingUnit } from './ports';

/** The mutation's name: for the audit trail and the idempotency keys. */
const OPERATION = 'priceSet';

/** `version` is the price's after the change; `replayed` when an earlier request with the same key made it. */
export type SetPriceOutcome =
  { readonly kind: 'done'; readonly version: number; readonly replayed: boolean } | Refusal;

/**
 * Sets a standing price: price, audit entry, `pricing.updated.v1` and the key's outcome in one transaction. A price
 * that already is what was asked for is done without a new version or event. Refusals leave no trace.
 */
export async function setPrice(
  deps: PricingDeps,
  command: SetPrice,
  request: ChangeRequest,
): Promise<SetPriceOutcome> {
  const claim =
    request.idempotencyKey === undefined
      ? undefined
      : {
          scope: request.actor,
          operation: OPERATION,
          key: request.idempotencyKey,
          input: canonical(command),
        };
  const result = await carryOutOnce(deps.idempotency, claim, (complete) =>
    deps.store.inTransaction((unit) => inUnit(unit, command, request, complete)),
  );
  switch (result.kind) {
    case 'carriedOut':
      if (result.value.kind === 'done') await deps.announcer.pricesChanged();
      return result.value;
    case 'replay':
      return { kind: 'done', version: Number(result.outcome['version']), replayed: true };
    case 'inProgress':
      return refused(
        'IDEMPOTENCY_IN_PROGRESS',
        'A request with this key is being carried out.',
        'idempotencyKey',
      );
    case 'reused':
      return refused('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request.', 'idempotencyKey');
  }
}

async function inUnit(
  unit: PricingUnit,
  command: SetPrice,
  request: ChangeRequest,
  complete: Complete,
): Promise<SetPriceOutcome> {
  const book = await unit.lockBook(command.priceBookId);
  const current = book === undefined ? undefined : await unit.standingPrice(command);
  const decision = decideSetPrice(command, { book, current, newId: newId() });
  if (decision.kind === 'refused' || decision.kind === 'versionConflict') return decision;
  const { price } = decision;
  if (decision.kind === 'set') {
    await unit.save(price);
    const { actor, correlationId } = request;
    await unit.audit({ actor, correlationId, action: OPERATION, entity: `price:${price.id}` });
    await enqueue(unit.queryable, [priceUpdated(price, command.amount.currency, request)]);
  }
  await complete(unit.queryable, { version: price.version });
  return { kind: 'done', version: price.version, replayed: false };
}

// The fingerprint of an input is made of JSON, which knows no bigint.
function canonical(command: SetPrice): object {
  return { ...command, amount: { ...command.amount, amountMinor: String(command.amount.amountMinor) } };
}
