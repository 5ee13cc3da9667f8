import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { endSession, updateSession } from '../application/change-session';
import type { ChangeSessionDeps } from '../application/change-session';
import type { SessionOutcome } from '../application/session-ports';
import { startSession } from '../application/start-session';
import type { StartSessionDeps } from '../application/start-session';
import type { CartContext } from '../context';
import { SessionEndInput, SessionStartInput, SessionUpdateInput } from './inputs/session.input';
import { presentSession, presentSessionRejection } from './present-session';
import { keyOf } from './read-command';
import { SessionPayload } from './types/session.type';

/** Changes of sessions by whom they belong to. */
@Resolver()
export class SessionMutations {
  constructor(private readonly deps: StartSessionDeps & ChangeSessionDeps) {}

  @Mutation(() => SessionPayload, {
    description: "Starts a session: a guest's, or with a JWT a device of the customer.",
  })
  async sessionStart(
    @Arg('input', () => SessionStartInput, { description: 'The device.' }) input: SessionStartInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SessionPayload> {
    const idempotencyKey = keyOf(input.idempotencyKey, context, info);
    const command = { deviceInfo: input.deviceInfo ?? null, idempotencyKey };
    return present(await startSession(this.deps, command, context));
  }

  @Mutation(() => SessionPayload, { description: 'Changes what is known about the device.' })
  async sessionUpdate(
    @Arg('input', () => SessionUpdateInput, { description: 'The session.' }) input: SessionUpdateInput,
    @Ctx() context: CartContext,
  ): Promise<SessionPayload> {
    const command = { sessionId: input.sessionId, deviceInfo: input.deviceInfo ?? null };
    return present(await updateSession(this.deps, command, context));
  }

  @Mutation(() => SessionPayload, {
    description: 'Ends a session: its token is not good any more, and its live streams end at once.',
  })
  async sessionEnd(
    @Arg('input', () => SessionEndInput, { description: 'The session.' }) input: SessionEndInput,
    @Ctx() context: CartContext,
  ): Promise<SessionPayload> {
    return present(await endSession(this.deps, input.sessionId, context));
  }
}

function present(outcome: SessionOutcome): SessionPayload {
  return outcome.kind === 'done'
    ? { session: presentSession(outcome.session), sessionToken: outcome.sessionToken, userErrors: [] }
    : { session: null, sessionToken: null, userErrors: [presentSessionRejection(outcome.rejection)] };
}
