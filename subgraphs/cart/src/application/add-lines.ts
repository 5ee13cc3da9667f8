import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { attributesHash } from '../domain/attributes';
import { decideAddLines } from '../domain/add-lines';
import { changeLines } from './change-lines';
import type { ChangeLinesDeps } from './change-lines';
import { checkLinesToAdd } from './check-input';
import type { LineToAdd } from './check-input';
import type { CartOutcome } from './outcome';
import type { VariantCatalog } from './ports';

export interface AddLinesDeps extends ChangeLinesDeps {
  readonly variants: VariantCatalog;
}

export interface AddLinesCommand {
  readonly cartId: string;
  readonly lines: readonly LineToAdd[];
  readonly expectedVersion: number | null;
  /** Add what there is and report the rest. */
  readonly allowPartial: boolean;
  readonly idempotencyKey: string | null;
}

/** Adds lines to the viewer's cart. Parallel adds never conflict: every one of them counts. */
export function addLines(
  deps: AddLinesDeps,
  command: AddLinesCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  checkLinesToAdd(command.lines, 'input.lines');
  const { cartId, expectedVersion, allowPartial, idempotencyKey } = command;
  const wanted = command.lines.map((line) => ({
    ...line,
    newLineId: newId(),
    attributesHash: attributesHash(line.attributes),
  }));
  return changeLines(deps, {
    operation: 'cartLinesAdd',
    cartId,
    expectedVersion,
    allowPartial,
    idempotencyKey,
    input: { cartId, lines: command.lines, expectedVersion, allowPartial },
    context,
    prepareDecision: async () => {
      const variants = await deps.variants.find([...new Set(wanted.map((line) => line.sku))], context);
      const lines = wanted.map((line) => ({ ...line, variant: variants.get(line.sku) }));
      return (cart) => decideAddLines(cart, lines);
    },
  });
}
