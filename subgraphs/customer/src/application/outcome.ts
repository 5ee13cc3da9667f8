import { carryOutOnce } from '@agora/platform/idempotency';
import type { Complete } from '@agora/platform/idempotency';
import { refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { DuplicateEmailError } from './ports';
import type { ChangeRequest, CustomerDeps, CustomerUnit } from './ports';

/** A change that was made (or had been made before under the same key), or why not. */
export type Outcome = { readonly kind: 'done'; readonly id: string } | Refusal;

/** One repeatable operation. */
export interface Operation {
  /** The mutation's name. */
  readonly name: string;
  /** What it asks for; the same key with another input is refused. */
  readonly input: unknown;
  readonly request: ChangeRequest;
}

/**
 * Runs a change in one transaction, at most once per idempotency key. A `done` outcome is stored with the effect
 * and given again on a replay; a refusal leaves no trace. An e-mail address that is taken becomes a refusal.
 */
export async function carryOut(
  deps: CustomerDeps,
  operation: Operation,
  change: (unit: CustomerUnit) => Promise<Outcome>,
): Promise<Outcome> {
  const { name, input, request } = operation;
  const claim =
    request.idempotencyKey === undefined
      ? undefined
      : { scope: request.actor, operation: name, key: request.idempotencyKey, input };
  const result = await carryOutOnce(deps.idempotency, claim, (complete) => inUnit(deps, complete, change));
  switch (result.kind) {
    case 'carriedOut':
      return result.value;
    case 'replay':
      return { kind: 'done', id: String(result.outcome['id']) };
    case 'inProgress':
      return refused(
        'IDEMPOTENCY_IN_PROGRESS',
        'A request with this key is being carried out; try again.',
        'idempotencyKey',
      );
    case 'reused':
      return refused('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request.', 'idempotencyKey');
  }
}

async function inUnit(
  deps: CustomerDeps,
  complete: Complete,
  change: (unit: CustomerUnit) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await deps.store.inTransaction(async (unit) => {
      const outcome = await change(unit);
      if (outcome.kind === 'done') await complete(unit.queryable, { id: outcome.id });
      return outcome;
    });
  } catch (error) {
    if (error instanceof DuplicateEmailError)
      return refused('EMAIL_TAKEN', 'Another customer has this address.', 'email');
    throw error;
  }
}
