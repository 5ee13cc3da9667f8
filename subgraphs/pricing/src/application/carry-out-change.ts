import { carryOutOnce } from '@agora/platform/idempotency';
import type { Complete } from '@agora/platform/idempotency';
import { enqueue } from '@agora/platform/outbox';
import type { OutboxEvent } from '@agora/platform/outbox';
import { isRefusal, refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { DuplicateError } from './ports';
import type { ChangeRequest, PricingDeps, PricingUnit } from './ports';

/** One change that staff asks for. */
export interface StaffChange {
  /** The mutation's name: for the audit trail and the idempotency keys. */
  readonly name: string;
  /** What it asks for; the same key with another input is refused. */
  readonly input: object;
  readonly request: ChangeRequest;
}

/** What was written, or found to be there already. */
export interface Written {
  readonly kind: 'written' | 'unchanged';
  readonly id: string;
  readonly version: number;
  /** For the audit trail, e.g. `promotion:<id>`; never a code. */
  readonly entity: string;
  readonly events: readonly OutboxEvent[];
}

/** `version` is the one after the change; `replayed` when an earlier request with the same key made it. */
export type ChangeOutcome =
  | { readonly kind: 'done'; readonly id: string; readonly version: number; readonly replayed: boolean }
  | Refusal;

/**
 * Carries out a change of staff at most once per idempotency key, in one transaction: `decide` looks at locked rows and
 * saves; audit entry, events and the key's outcome follow. A replay answers the stored id and version. What is unchanged
 * leaves no audit entry and no event, a refusal leaves nothing.
 *
 * Resolves after this process answers with what was written. @throws what `decide` throws; nothing is written then.
 */
export async function carryOutChange(
  deps: PricingDeps,
  change: StaffChange,
  decide: (unit: PricingUnit) => Promise<Written | Refusal>,
): Promise<ChangeOutcome> {
  const { name, input, request } = change;
  const { idempotencyKey: key, actor } = request;
  const claim = key === undefined ? undefined : { scope: actor, operation: name, key, input };
  const result = await carryOutOnce(deps.idempotency, claim, (complete) =>
    inTransaction(deps, async (unit) => record(unit, await decide(unit), change, complete)),
  );
  switch (result.kind) {
    case 'carriedOut':
      if (result.value.kind === 'done') await deps.announcer.pricesChanged();
      return result.value;
    case 'replay':
      return {
        kind: 'done',
        id: String(result.outcome['id']),
        version: Number(result.outcome['version']),
        replayed: true,
      };
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

async function record(
  unit: PricingUnit,
  outcome: Written | Refusal,
  { name, request }: StaffChange,
  complete: Complete,
): Promise<ChangeOutcome> {
  if (isRefusal(outcome)) return outcome;
  const { id, version, entity } = outcome;
  if (outcome.kind === 'written') {
    const { actor, correlationId } = request;
    await unit.audit({ actor, correlationId, action: name, entity });
    await enqueue(unit.queryable, outcome.events);
  }
  await complete(unit.queryable, { id, version });
  return { kind: 'done', id, version, replayed: false };
}

async function inTransaction(
  { store }: PricingDeps,
  work: (unit: PricingUnit) => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  try {
    return await store.inTransaction(work);
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error;
    return refused('NAME_TAKEN', 'Another price book has this name.', 'name');
  }
}
