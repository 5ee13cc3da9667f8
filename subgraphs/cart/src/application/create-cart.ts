import { issueGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { AppError, badInput } from '@agora/platform/errors';
import { carryOutOnce, idempotencyScope, patientClaims } from '@agora/platform/idempotency';
import type { ClaimRequest, Complete } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import { isCurrency } from '@agora/platform/money';
import type { OperationContext } from '@agora/platform/server';
import type { CartBuyer, LineAttribute } from '../domain/cart';
import type { ProblemDraft } from '../domain/problems';
import type { CartRejection } from '../domain/rejections';
import { addLines } from './add-lines';
import type { AddLinesDeps } from './add-lines';
import type { LineToAdd } from './check-input';
import { checkAttributes, checkBuyer, checkNote } from './check-input';
import { measured } from './operation-metrics';
import { trailOf } from './trail';

export interface CreateCartDeps extends AddLinesDeps {
  readonly sessionSecret: string;
  /** Currency by region. */
  readonly regions: ReadonlyMap<string, string>;
}

export interface CreateCartCommand {
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  readonly currencyCode: string | null;
  readonly lines: readonly LineToAdd[];
  readonly note: string | null;
  readonly attributes: readonly LineAttribute[];
  readonly buyer: CartBuyer | null;
  readonly idempotencyKey: string | null;
}

export interface CreateCartOutcome {
  readonly cartId: string | null;
  /** Lets a guest come back to the cart; null for a customer. */
  readonly sessionToken: string | null;
  readonly replayed: boolean;
  readonly rejections: readonly CartRejection[];
  /** What is wrong with the cart since its lines were added. */
  readonly warnings?: readonly ProblemDraft[];
}

/** Shorter keys could be guessed, and a replay hands out the guest token. */
const SHORTEST_ANONYMOUS_KEY = 16;

/**
 * Opens a cart for the viewer: a customer's, the guest session's, or a new guest's with a new session. With lines, they
 * are added in a second commit; when some are refused the cart exists all the same and the refusals say why.
 */
export function openCart(
  deps: CreateCartDeps,
  command: CreateCartCommand,
  context: OperationContext,
): Promise<CreateCartOutcome> {
  return measured('cartCreate', () => open(deps, command, context));
}

async function open(
  deps: CreateCartDeps,
  command: CreateCartCommand,
  context: OperationContext,
): Promise<CreateCartOutcome> {
  const currency = currencyOf(deps, command);
  checkNote(command.note);
  checkAttributes(command.attributes, 'input.attributes');
  checkBuyer(command.buyer);
  const { viewer } = context;
  await deps.guestCarts.adopt(context);
  const session = await sessionOf(deps, viewer);
  const claims = patientClaims(deps.idempotency, context.deadline);
  const result = await carryOutOnce(claims, claimOf(command, viewer), (complete) =>
    create(deps, { command, currency, session, context, complete }),
  );
  if (result.kind === 'inProgress') return none({ kind: 'IDEMPOTENCY_IN_PROGRESS' });
  if (result.kind === 'reused') return none({ kind: 'IDEMPOTENCY_KEY_REUSED' });
  const opened = result.kind === 'replay' ? replayOf(deps, result.outcome) : result.value;
  if (opened.cartId === null || opened.rejections.length > 0 || command.lines.length === 0) return opened;
  return withLines(deps, opened, command, context);
}

interface OpenedSession {
  readonly sessionId: string | null;
  readonly tokenVersion: number;
  readonly isNew: boolean;
}

async function sessionOf(deps: CreateCartDeps, viewer: Viewer): Promise<OpenedSession> {
  if (viewer.customerId !== null) return { sessionId: null, tokenVersion: 0, isNew: false };
  if (viewer.sessionId === null) return { sessionId: newId(), tokenVersion: 1, isNew: true };
  const current = await deps.store.sessionTokenVersion(viewer.sessionId);
  if (current === undefined || current !== viewer.tokenVersion)
    throw new AppError('UNAUTHENTICATED', 'The session has ended');
  return { sessionId: viewer.sessionId, tokenVersion: current, isNew: false };
}

interface Creation {
  readonly command: CreateCartCommand;
  readonly currency: string;
  readonly session: OpenedSession;
  readonly context: OperationContext;
  readonly complete: Complete;
}

async function create(deps: CreateCartDeps, creation: Creation): Promise<CreateCartOutcome> {
  const { command, session, context } = creation;
  const { customerId } = context.viewer;
  const cart = {
    ...command,
    id: newId(),
    customerId,
    sessionId: session.sessionId,
    isNewSession: session.isNew,
    currency: creation.currency,
  };
  const outcome = { cartId: cart.id, sessionId: session.sessionId, tokenVersion: session.tokenVersion };
  const isCreated = await deps.store.create(cart, trailOf(context), (tx) => creation.complete(tx, outcome));
  if (isCreated) {
    deps.news.committed(cart.id, 1);
    return {
      cartId: cart.id,
      sessionToken: tokenOf(deps, session.sessionId, session.tokenVersion),
      replayed: false,
      rejections: [],
    };
  }
  const existing = await deps.store.findCurrent({
    customerId,
    sessionId: session.sessionId,
    storeId: command.storeId,
    channel: command.channel,
  });
  return { ...none({ kind: 'CART_ALREADY_EXISTS' }), cartId: existing?.id ?? null };
}

function replayOf(deps: CreateCartDeps, outcome: Readonly<Record<string, unknown>>): CreateCartOutcome {
  const { cartId, sessionId, tokenVersion } = outcome as {
    cartId: string;
    sessionId: string | null;
    tokenVersion: number;
  };
  return { cartId, sessionToken: tokenOf(deps, sessionId, tokenVersion), replayed: true, rejections: [] };
}

function tokenOf(deps: CreateCartDeps, sessionId: string | null, tokenVersion: number): string | null {
  return sessionId === null ? null : issueGuestToken(deps.sessionSecret, { sessionId, tokenVersion });
}

async function withLines(
  deps: CreateCartDeps,
  opened: CreateCartOutcome,
  command: CreateCartCommand,
  context: OperationContext,
): Promise<CreateCartOutcome> {
  const { cartId } = opened;
  if (cartId === null) return opened;
  // The new guest's token is not in the request yet: the lines are added as the session that was just made.
  const cart = await deps.store.read(cartId);
  const viewer = {
    ...context.viewer,
    sessionId: cart?.owner.sessionId ?? null,
    tokenVersion: cart?.owner.sessionTokenVersion ?? null,
  };
  const idempotencyKey = command.idempotencyKey === null ? null : `${command.idempotencyKey}#lines`;
  const added = await addLines(
    deps,
    { cartId, lines: command.lines, expectedVersion: null, allowPartial: false, idempotencyKey },
    { ...context, viewer },
  );
  if (added.kind === 'refused') return { ...opened, rejections: added.rejections };
  return added.kind === 'committed' ? { ...opened, warnings: added.warnings ?? [] } : opened;
}

function claimOf(command: CreateCartCommand, viewer: Viewer): ClaimRequest | undefined {
  const { idempotencyKey: key, ...input } = command;
  if (key === null) return undefined;
  const isAnonymous = viewer.subject === null && viewer.sessionId === null;
  if (isAnonymous && key.length < SHORTEST_ANONYMOUS_KEY)
    throw badInput('input.idempotencyKey', 'must have at least 16 characters for a new guest');
  if (key.length > 180) throw badInput('input.idempotencyKey', 'must have at most 180 characters');
  return { scope: isAnonymous ? 'anonymous' : idempotencyScope(viewer), operation: 'cartCreate', key, input };
}

function currencyOf(deps: CreateCartDeps, command: CreateCartCommand): string {
  const ofRegion = deps.regions.get(command.region);
  if (ofRegion === undefined)
    throw badInput('input.region', `must be one of ${[...deps.regions.keys()].join(', ')}`);
  if (command.currencyCode === null) return ofRegion;
  if (!isCurrency(command.currencyCode)) throw badInput('input.currencyCode', 'is not a known currency');
  return command.currencyCode;
}

function none(...rejections: readonly CartRejection[]): CreateCartOutcome {
  return { cartId: null, sessionToken: null, replayed: false, rejections };
}
