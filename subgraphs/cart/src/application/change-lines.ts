import type { Idempotency } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import type { Decide } from '../domain/change';
import { changeOwnCart } from './change-own-cart';
import type { ChangeOwnCartRequest } from './change-own-cart';
import { commitChange } from './commit-change';
import type { CommitDeps } from './commit-change';
import type { GuestCarts } from './guest-carts';
import type { CartOutcome } from './outcome';
import { trailOf } from './trail';

export interface ChangeLinesDeps extends CommitDeps {
  readonly idempotency: Idempotency;
  readonly guestCarts: GuestCarts;
}

/** What every mutation of lines has in common. */
export interface ChangeLinesRequest extends ChangeOwnCartRequest {
  readonly expectedVersion: number | null;
  readonly allowPartial?: boolean;
  /** Made after the claim, so that a replay asks nobody anything. */
  prepareDecision(): Promise<Decide>;
}

/** Carries out one mutation of a cart's lines for its owner, once per idempotency key. */
export function changeLines(deps: ChangeLinesDeps, request: ChangeLinesRequest): Promise<CartOutcome> {
  const { context, expectedVersion, allowPartial = false } = request;
  return changeOwnCart(deps, request, async (cart, claim) =>
    commitChange(deps, {
      cart,
      expectedVersion,
      allowPartial,
      decide: await request.prepareDecision(),
      operationId: claim?.operationId ?? newId(),
      claim,
      trail: trailOf(context),
      context,
    }),
  );
}
