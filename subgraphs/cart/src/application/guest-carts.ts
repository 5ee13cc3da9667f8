import { AppError } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { mergeCarts } from './merge-carts';
import type { MergeDeps } from './merge-carts';
import type { CartStore } from './ports';

/** The guest carts of a session whose customer has signed in. */
export interface GuestCarts {
  /**
   * Makes the open guest carts of the viewer's session the customer's, quantities added up, when the viewer is both. Costs
   * one statement then and nothing otherwise. What cannot be merged now is left for the next mutation: never rejects for it.
   */
  adopt(context: OperationContext): Promise<void>;
}

export interface GuestCartsDeps extends MergeDeps {
  readonly store: MergeDeps['store'] & Pick<CartStore, 'openGuestCarts'>;
}

/** {@link GuestCarts} for the first mutation that carries both identities. */
export function createGuestCarts(deps: GuestCartsDeps): GuestCarts {
  return {
    adopt: async (context) => {
      const { customerId, sessionId, tokenVersion } = context.viewer;
      if (customerId === null || sessionId === null || tokenVersion === null) return;
      for (const cartId of await deps.store.openGuestCarts(sessionId, tokenVersion))
        await adoptOne(deps, { cartId, customerId }, context);
    },
  };
}

async function adoptOne(
  deps: GuestCartsDeps,
  { cartId, customerId }: { readonly cartId: string; readonly customerId: string },
  context: OperationContext,
): Promise<void> {
  try {
    const source = await deps.store.read(cartId);
    if (source === undefined) return;
    const nothing = (): Promise<void> => Promise.resolve();
    const request = { source, customerId, strategy: 'SUM', context, complete: nothing } as const;
    const outcome = await mergeCarts(deps, request);
    if (outcome.kind === 'refused')
      context.log.info({ cartId, reason: outcome.rejection.kind }, 'a guest cart was not merged yet');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.warn({ err: error, cartId }, 'a guest cart could not be merged yet');
  }
}
