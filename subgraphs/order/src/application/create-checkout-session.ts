import { idempotencyScope } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { AddressDraft, PostalAddress } from '../domain/address';
import { hasRisen, refusalsFor } from '../domain/cart-problems';
import type { CheckoutSession } from '../domain/checkout-session';
import { openSession } from '../domain/open-session';
import type { CheckoutRefusal } from '../domain/refusals';
import { checkAddress, checkEmail } from './check-contact';
import type { Carts, CartSnapshot, CheckoutSessionStore, Claims, Pricing } from './ports';

export interface CreateCheckoutSessionInput {
  readonly cartId: string;
  readonly email: string | null;
  readonly shippingAddress: AddressDraft;
  readonly billingAddress: AddressDraft | null;
  readonly expectedVersion: number | null;
  /** Without one, a repeat makes another session. */
  readonly idempotencyKey: string | null;
}

export type CreateCheckoutSessionResult =
  | { readonly kind: 'session'; readonly session: CheckoutSession }
  | { readonly kind: 'refused'; readonly refusals: readonly CheckoutRefusal[] };

export interface CreateCheckoutSessionDeps {
  readonly carts: Carts;
  readonly pricing: Pricing;
  readonly sessions: CheckoutSessionStore;
  readonly claims: Claims;
  readonly clock: Clock;
}

export type CreateCheckoutSession = (
  input: CreateCheckoutSessionInput,
  context: OperationContext,
) => Promise<CreateCheckoutSessionResult>;

/**
 * Opens a session for the present version of a cart the viewer owns, priced by a new quote. Holds nothing: cart
 * and stock stay free until completion. With a key, a repeat gives the first session. A cart with a problem that
 * blocks checkout is refused, and so is one of which a unit costs more by now than the cart showed.
 *
 * @throws AppError `BAD_USER_INPUT` for an address or e-mail that cannot be used, `NOT_FOUND` for a cart that is
 *   missing or somebody else's, the codes of the cart and pricing subgraphs when they do not answer (retriable).
 */
export function createCheckoutSession(deps: CreateCheckoutSessionDeps): CreateCheckoutSession {
  return async (input, context) => {
    const addresses = readInput(input);
    if (input.idempotencyKey === null) return open(deps, { ...input, ...addresses }, context);
    const claim = await deps.claims.claim({
      scope: idempotencyScope(context.viewer),
      operation: 'checkoutSessionCreate',
      key: input.idempotencyKey,
      input,
    });
    switch (claim.kind) {
      case 'replay':
        return replayed(deps, claim.outcome);
      case 'reused':
        return refused({ kind: 'keyReused' });
      case 'inProgress':
        return refused({ kind: 'keyInProgress' });
      case 'claimed':
        return openClaimed(deps, { ...input, ...addresses }, context, claim);
    }
  };
}

type CheckedInput = Omit<CreateCheckoutSessionInput, keyof CheckedAddresses> & CheckedAddresses;

interface CheckedAddresses {
  readonly shippingAddress: PostalAddress;
  readonly billingAddress: PostalAddress | null;
}

async function openClaimed(
  deps: CreateCheckoutSessionDeps,
  input: CheckedInput,
  context: OperationContext,
  claim: HeldClaim,
): Promise<CreateCheckoutSessionResult> {
  try {
    const result = await open(deps, input, context, claim);
    if (result.kind === 'refused') await deps.claims.abandon(claim);
    return result;
  } catch (error) {
    // A session takes nothing from others, so there is nothing to carry on: the key is simply free again.
    await deps.claims.abandon(claim);
    throw error;
  }
}

async function open(
  deps: CreateCheckoutSessionDeps,
  input: CheckedInput,
  context: OperationContext,
  claim?: HeldClaim,
): Promise<CreateCheckoutSessionResult> {
  const cart = await deps.carts.find(input.cartId, context);
  const owner = cart === undefined ? undefined : ownerOf(cart, context);
  if (cart === undefined || owner === undefined) throw new AppError('NOT_FOUND', 'There is no such cart');
  const refusals = refusalsOf(cart, input.expectedVersion);
  if (refusals.length > 0) return refused(...refusals);
  const { shippingAddress } = input;
  const quote = await deps.pricing.quote({ ...cart, shippingAddress, shippingOptionId: null }, context);
  if (quote === undefined) return refused({ kind: 'notPriced' });
  if (hasRisen(cart.lines, quote.lines)) return refused({ kind: 'priceNotAccepted' });
  const session = openSession(cart, quote, {
    id: claim?.operationId ?? newId(),
    lineIds: cart.lines.map(() => newId()),
    owner,
    email: input.email,
    shippingAddress: input.shippingAddress,
    billingAddress: input.billingAddress,
    now: deps.clock.now(),
  });
  if (session === undefined) throw new AppError('INTERNAL', `quote ${quote.id} does not fit cart ${cart.id}`);
  await deps.sessions.create(
    session,
    claim === undefined ? undefined : { claim, outcome: { sessionId: session.id } },
  );
  return { kind: 'session', session };
}

function refusalsOf(cart: CartSnapshot, expectedVersion: number | null): readonly CheckoutRefusal[] {
  if (cart.status === 'LOCKED') return [{ kind: 'cartLocked' }];
  if (cart.status !== 'ACTIVE' && cart.status !== 'ABANDONED') return [{ kind: 'cartClosed' }];
  if (expectedVersion !== null && expectedVersion !== cart.version) {
    return [{ kind: 'versionConflict', expected: expectedVersion, current: cart.version }];
  }
  if (cart.lines.length === 0) return [{ kind: 'cartEmpty' }];
  return refusalsFor(cart.blockingProblems);
}

/** A customer's cart makes a customer's session, whoever asks; a guest's cart is only checked out by that guest. */
function ownerOf(
  cart: CartSnapshot,
  context: OperationContext,
): { customerId: string | null; sessionId: string | null } | undefined {
  if (cart.customerId !== null) return { customerId: cart.customerId, sessionId: null };
  const { sessionId } = context.viewer;
  return sessionId === null ? undefined : { customerId: null, sessionId };
}

async function replayed(
  deps: CreateCheckoutSessionDeps,
  outcome: Readonly<Record<string, unknown>>,
): Promise<CreateCheckoutSessionResult> {
  const session = await deps.sessions.find(String(outcome['sessionId']));
  if (session === undefined) throw new AppError('NOT_FOUND', 'The session of this key is gone');
  return { kind: 'session', session };
}

function refused(...refusals: readonly CheckoutRefusal[]): CreateCheckoutSessionResult {
  return { kind: 'refused', refusals };
}

function readInput(input: CreateCheckoutSessionInput): CheckedAddresses {
  checkEmail(input.email);
  return {
    shippingAddress: checkAddress(input.shippingAddress, 'input.shippingAddress'),
    billingAddress:
      input.billingAddress === null ? null : checkAddress(input.billingAddress, 'input.billingAddress'),
  };
}
