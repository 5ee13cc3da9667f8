import { isUuid, newId } from '@agora/platform/ids';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import { attributesHash } from '../domain/attributes';
import { decideAddLines } from '../domain/add-lines';
import type { Decide } from '../domain/change';
import type { WaitingAdd, WaitingAdds } from './add-together';
import type { ChangeLinesDeps } from './change-lines';
import { changeCartOnce, onOwnCart } from './change-own-cart';
import { checkLinesToAdd } from './check-input';
import type { LineToAdd } from './check-input';
import { commitChange } from './commit-change';
import type { CartOutcome } from './outcome';
import type { VariantCatalog } from './ports';
import { trailOf } from './trail';

export interface AddLinesDeps extends ChangeLinesDeps {
  readonly variants: VariantCatalog;
  readonly waitingAdds: WaitingAdds;
}

export interface AddLinesCommand {
  readonly cartId: string;
  readonly lines: readonly LineToAdd[];
  readonly expectedVersion: number | null;
  /** Add what there is and report the rest. */
  readonly allowPartial: boolean;
  readonly idempotencyKey: string | null;
}

/**
 * Adds lines to the viewer's cart. Parallel adds never conflict: every one of them counts. Those that wait for each other are
 * committed together.
 */
export async function addLines(
  deps: AddLinesDeps,
  command: AddLinesCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  checkLinesToAdd(command.lines, 'input.lines');
  const { idempotencyKey, ...input } = command;
  const request = { operation: 'cartLinesAdd', cartId: command.cartId, idempotencyKey, input, context };
  return changeCartOnce(deps, request, async (claim) => {
    const waiting = waitingAdd(deps, command, {
      decide: await decisionOf(deps, command, context),
      claim,
      context,
    });
    return isAlone(command, context) ? waiting.alone() : deps.waitingAdds.add(command.cartId, waiting);
  });
}

/** What depends on the version it meets, on how much there is, or on guest carts to merge first shares nothing with others. */
function isAlone(
  { cartId, expectedVersion, allowPartial }: AddLinesCommand,
  { viewer }: OperationContext,
): boolean {
  const isBoth = viewer.customerId !== null && viewer.sessionId !== null;
  return expectedVersion !== null || allowPartial || isBoth || !isUuid(cartId);
}

function waitingAdd(
  deps: AddLinesDeps,
  { cartId, expectedVersion, allowPartial }: AddLinesCommand,
  own: { readonly decide: Decide; readonly claim: HeldClaim | null; readonly context: OperationContext },
): WaitingAdd {
  const operationId = own.claim?.operationId ?? newId();
  const add = { ...own, operationId, trail: trailOf(own.context) };
  return {
    ...add,
    alone: () =>
      onOwnCart(deps, { cartId, context: own.context }, (cart) =>
        commitChange(deps, { ...add, cart, expectedVersion, allowPartial }),
      ),
  };
}

// After the claim, so that a replay asks nobody anything.
async function decisionOf(
  { variants }: AddLinesDeps,
  { lines }: AddLinesCommand,
  context: OperationContext,
): Promise<Decide> {
  const facts = await variants.find([...new Set(lines.map(({ sku }) => sku))], context);
  const wanted = lines.map((line) => ({
    ...line,
    newLineId: newId(),
    attributesHash: attributesHash(line.attributes),
    variant: facts.get(line.sku),
  }));
  return (cart) => decideAddLines(cart, wanted);
}
