import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { decideSetQuantities } from '../domain/set-quantities';
import type { WantedQuantity } from '../domain/set-quantities';
import { changeLines } from './change-lines';
import type { ChangeLinesDeps } from './change-lines';
import type { CartOutcome } from './outcome';

export interface SetLineQuantitiesCommand {
  readonly cartId: string;
  readonly lines: readonly WantedQuantity[];
  readonly expectedVersion: number | null;
  /** Raise to what there is and report the rest. */
  readonly allowPartial: boolean;
  readonly idempotencyKey: string | null;
}

/** Sets quantities of lines in the viewer's cart; 0 removes. More is reserved, less is given back after the commit. */
export function setLineQuantities(
  deps: ChangeLinesDeps,
  command: SetLineQuantitiesCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { cartId, lines, expectedVersion, allowPartial, idempotencyKey } = command;
  if (lines.length < 1 || lines.length > 250) throw badInput('input.lines', 'must have 1 to 250 entries');
  for (const [index, line] of lines.entries()) {
    if ((line.lineId === null) === (line.sku === null))
      throw badInput(`input.lines.${String(index)}`, 'name the line by lineId or by sku');
  }
  return changeLines(deps, {
    operation: 'cartLinesUpdate',
    cartId,
    expectedVersion,
    allowPartial,
    idempotencyKey,
    input: { cartId, lines, expectedVersion, allowPartial },
    context,
    prepareDecision: () => Promise.resolve((cart) => decideSetQuantities(cart, lines)),
  });
}
