import { readGuestToken } from '@agora/platform/auth';
import type { GuestIdentity } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { carryOutOnce, idempotencyScope, patientClaims } from '@agora/platform/idempotency';
import type { Complete, Idempotency } from '@agora/platform/idempotency';
import { isUuid } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { MergeLine, MergeStrategy } from '../domain/merge';
import { ownsCart } from '../domain/ownership';
import type { ProblemDraft } from '../domain/problems';
import type { CartRejection } from '../domain/rejections';
import { checkKey } from './check-input';
import { measured } from './operation-metrics';
import { mergeCarts } from './merge-carts';
import type { MergeDeps } from './merge-carts';
import type { CartStore, StoredCart } from './ports';
import { warningsOf } from './stored-answer';

export interface MergeGuestCartDeps extends MergeDeps {
  readonly store: MergeDeps['store'] & Pick<CartStore, 'readOfSessions' | 'sessionTokenVersion'>;
  readonly idempotency: Idempotency;
  readonly sessionSecret: string;
}

export interface MergeGuestCartCommand {
  readonly sourceSessionToken: string;
  /** Null for the open one of the request's store and channel. */
  readonly sourceCartId: string | null;
  readonly strategy: MergeStrategy;
  readonly idempotencyKey: string | null;
}

export interface MergeGuestCartOutcome {
  /** The customer's cart; null when they have none. */
  readonly cartId: string | null;
  readonly report: readonly MergeLine[];
  readonly replayed: boolean;
  readonly rejections: readonly CartRejection[];
  /** What is wrong with the cart since the merge. */
  readonly warnings: readonly ProblemDraft[];
}

/**
 * Merges a guest cart into the signed-in customer's; the guest token proves whose it is. Without a guest cart there is
 * nothing to do and the customer's cart is the answer. A cart that was merged before gives the answer of then.
 * @throws AppError `UNAUTHENTICATED` without a customer's token; as {@link mergeCarts}.
 */
export function mergeGuestCart(
  deps: MergeGuestCartDeps,
  command: MergeGuestCartCommand,
  context: OperationContext,
): Promise<MergeGuestCartOutcome> {
  return measured('cartMerge', () => mergeOnce(deps, command, context));
}

async function mergeOnce(
  deps: MergeGuestCartDeps,
  command: MergeGuestCartCommand,
  context: OperationContext,
): Promise<MergeGuestCartOutcome> {
  const { customerId } = context.viewer;
  if (customerId === null)
    throw new AppError('UNAUTHENTICATED', 'Only a customer can take over a guest cart');
  const { idempotencyKey: key, ...input } = command;
  if (key !== null) checkKey(key);
  const scope = idempotencyScope(context.viewer);
  const request = key === null ? undefined : { scope, operation: 'cartMerge', key, input };
  const claims = patientClaims(deps.idempotency, context.deadline);
  const result = await carryOutOnce(claims, request, (complete) =>
    merge(deps, { ...command, customerId, complete }, context),
  );
  if (result.kind === 'carriedOut') return result.value;
  if (result.kind === 'inProgress') return refused({ kind: 'IDEMPOTENCY_IN_PROGRESS' });
  if (result.kind === 'reused') return refused({ kind: 'IDEMPOTENCY_KEY_REUSED' });
  const { cartId, sourceCartId } = result.outcome as { cartId: string; sourceCartId: string };
  const report = await deps.store.readMergeReport(sourceCartId);
  return { cartId, report, replayed: true, rejections: [], warnings: warningsOf(result.outcome) };
}

const NOTHING_WRONG = { rejections: [], warnings: [] } as const;

interface Merge extends MergeGuestCartCommand {
  readonly customerId: string;
  readonly complete: Complete;
}

async function merge(
  deps: MergeGuestCartDeps,
  { customerId, strategy, complete, ...command }: Merge,
  context: OperationContext,
): Promise<MergeGuestCartOutcome> {
  const guest = readGuestToken(deps.sessionSecret, command.sourceSessionToken);
  const isGood =
    guest !== undefined && (await deps.store.sessionTokenVersion(guest.sessionId)) === guest.tokenVersion;
  if (!isGood) return refused({ kind: 'CART_NOT_FOUND' });
  const source = await findSource(deps, { guest, customerId, sourceCartId: command.sourceCartId }, context);
  if (source === undefined) {
    if (command.sourceCartId !== null) return refused({ kind: 'CART_NOT_FOUND' });
    const own = await deps.store.findCurrent({ ...placeOf(context), customerId, sessionId: null });
    return { cartId: own?.id ?? null, report: [], replayed: false, ...NOTHING_WRONG };
  }
  const outcome = await mergeCarts(deps, { source, customerId, strategy, context, complete });
  if (outcome.kind === 'refused') return refused(outcome.rejection);
  const { cartId, report, isNew, warnings = [] } = outcome;
  return { cartId, report, replayed: !isNew, rejections: [], warnings };
}

/** The guest cart that is meant: also one that was merged before, so that a late repeat finds out where it went. */
async function findSource(
  { store, clock }: MergeGuestCartDeps,
  wanted: {
    readonly guest: GuestIdentity;
    readonly customerId: string;
    readonly sourceCartId: string | null;
  },
  context: OperationContext,
): Promise<StoredCart | undefined> {
  const { guest, customerId, sourceCartId } = wanted;
  const holder = { role: 'anonymous', customerId, ...guest };
  if (sourceCartId !== null) {
    const cart = isUuid(sourceCartId) ? await store.read(sourceCartId) : undefined;
    const isOfSession = cart?.sessionId === guest.sessionId && ownsCart(holder, cart.owner, clock.now());
    return isOfSession ? cart : undefined;
  }
  const place = placeOf(context);
  const open = await store.findCurrent({ ...place, customerId: null, sessionId: guest.sessionId });
  if (open !== undefined) return open;
  const carts = await store.readOfSessions([guest.sessionId]);
  return carts.find(
    (cart) =>
      cart.storeId === place.storeId &&
      cart.channel === place.channel &&
      (cart.status === 'MERGED' || (cart.customerId === customerId && cart.status === 'ACTIVE')),
  );
}

function placeOf({ shop }: OperationContext): { storeId: string; channel: string } {
  return { storeId: shop.storeId ?? 'main', channel: shop.channel ?? 'web' };
}

function refused(rejection: CartRejection): MergeGuestCartOutcome {
  return { cartId: null, report: [], replayed: false, rejections: [rejection], warnings: [] };
}
