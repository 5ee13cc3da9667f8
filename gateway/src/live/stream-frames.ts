import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import { nullFrame } from './envelope';
import type { LiveIdentity } from './identity';
import { asGraphQLError, atField } from './live-faults';
import type { GroupServices } from './live-group';
import { liveMetrics } from './live-metrics';
import type { PrimaryAnswer } from './live-runtime';
import type { StreamQuery } from './stream-query';
import { HIDDEN } from './trigger-rewrite';

/** A message of an owner, taken apart. */
export interface StreamMessage {
  readonly primary: PrimaryAnswer;
  /** What it is about; undefined when the field is not shared or the message does not say. */
  readonly key: string | undefined;
}

/** Takes what we asked for besides out of a message again. */
export function readMessage({ compiled }: StreamQuery, { data, errors }: SubgraphResponse): StreamMessage {
  const { rootKey } = compiled;
  const value = data?.[rootKey] as Readonly<Record<string, unknown>> | null | undefined;
  const answer = (root: unknown): PrimaryAnswer => ({ data: { [rootKey]: root }, errors: errors ?? [] });
  if (compiled.shared === undefined || value == null)
    return { primary: answer(value ?? null), key: undefined };
  const { [HIDDEN.key]: key, ...visible } = value;
  return { primary: answer(visible), key: key === undefined ? undefined : JSON.stringify(key) };
}

export interface FrameOf {
  readonly query: StreamQuery;
  readonly primary: PrimaryAnswer;
  /** In whose name the rest of the plan is asked. */
  readonly identity: LiveIdentity;
}

/**
 * Completes a message from the other subgraphs and makes its frame. Never rejects: a message that could not be
 * completed is a frame with its error, not a gap.
 */
export function frameOf(
  { query, primary, identity }: FrameOf,
  services: Pick<GroupServices, 'gate' | 'createContext' | 'formatError' | 'logger'>,
): Promise<string> {
  const { runtime, compiled, variables } = query;
  return services.gate.run('live', async () => {
    const context = services.createContext(identity);
    const { correlationId } = context;
    const end = liveMetrics.refreshDuration.startTimer();
    try {
      const outcome = await runtime.execute({ compiled, variables, context, primary });
      const errors = outcome.errors.map((error) =>
        services.formatError(asGraphQLError(error), correlationId),
      );
      liveMetrics.streamMessages.inc({ outcome: 'published' });
      return JSON.stringify({ data: outcome.data, ...(errors.length === 0 ? {} : { errors }) });
    } catch (error) {
      services.logger.error({ err: error, correlationId }, 'a live message could not be completed');
      liveMetrics.streamMessages.inc({ outcome: 'failed' });
      const { rootKey } = compiled;
      return nullFrame(rootKey, [services.formatError(atField(error, rootKey), correlationId)]);
    } finally {
      end();
    }
  });
}
