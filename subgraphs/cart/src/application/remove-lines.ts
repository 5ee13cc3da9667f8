import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { decideClear, decideRemoveLines } from '../domain/remove-lines';
import { changeLines } from './change-lines';
import type { ChangeLinesDeps } from './change-lines';
import type { CartOutcome } from './outcome';

export interface RemoveLinesCommand {
  readonly cartId: string;
  readonly lineIds: readonly string[];
  readonly skus: readonly string[];
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/** Removes lines of the viewer's cart; their stock is given back by the event of the commit. */
export function removeLines(
  deps: ChangeLinesDeps,
  command: RemoveLinesCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { cartId, lineIds, skus, expectedVersion, idempotencyKey } = command;
  if (lineIds.length + skus.length === 0)
    throw badInput('input.lineIds', 'name at least one line by id or by sku');
  if (lineIds.length + skus.length > 250) throw badInput('input.lineIds', 'name at most 250 lines');
  return changeLines(deps, {
    operation: 'cartLinesRemove',
    cartId,
    expectedVersion,
    idempotencyKey,
    input: { cartId, lineIds, skus, expectedVersion },
    context,
    prepareDecision: () => Promise.resolve((cart) => decideRemoveLines(cart, { lineIds, skus })),
  });
}

export interface ClearCartCommand {
  readonly cartId: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/** Removes all lines of the viewer's cart. */
export function clearCart(
  deps: ChangeLinesDeps,
  command: ClearCartCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { cartId, expectedVersion, idempotencyKey } = command;
  return changeLines(deps, {
    operation: 'cartClear',
    cartId,
    expectedVersion,
    idempotencyKey,
    input: { cartId, expectedVersion },
    context,
    prepareDecision: () => Promise.resolve(decideClear),
  });
}
