import { AppError } from '../errors/app-error';
import type { SubgraphHost } from '../server/subgraph-host';
import type { Cancellation } from '../time/cancellation';
import { StandingSubscriptions } from './standing-subscription';
import type { SubgraphResponse, SubgraphTransport, SubscriptionSink } from './subgraph-transport';

/**
 * The road within one process. Behaves as HTTP does: what goes in and comes out has been through JSON, and an
 * aborted signal ends the wait although the work behind it runs on.
 * @param host Asked at each call, so a transport can be handed out before its subgraph exists.
 */
export function createInProcessTransport(host: () => SubgraphHost | undefined): SubgraphTransport {
  const running = (): SubgraphHost => {
    const found = host();
    if (found === undefined)
      throw new AppError('DOWNSTREAM_UNAVAILABLE', 'A part of the shop is not running');
    return found;
  };
  const standing = new StandingSubscriptions((request, sink) =>
    running().subscribe({ ...request, variables: throughJson(request.variables) }, throughJsonTo(sink)),
  );
  return {
    execute: async (request) => {
      const { variablesJson: given, variables: values } = request;
      const variables = given === undefined ? throughJson(values) : (JSON.parse(given) as typeof values);
      const answer = running().execute({ ...request, variables });
      const json = JSON.stringify(await orAborted(answer, request.signal));
      return { ...(JSON.parse(json) as SubgraphResponse), json };
    },
    subscribe: (subscription, sink) => standing.follow(subscription, sink),
    ping: async () => {
      const { status } = await running().health();
      if (status === 'down')
        throw new AppError('DOWNSTREAM_UNAVAILABLE', 'A part of the shop is not running');
    },
    close: () => {
      standing.close();
      return Promise.resolve();
    },
  };
}

function throughJsonTo(sink: SubscriptionSink): SubscriptionSink {
  return {
    next: (response) => {
      sink.next(throughJson(response));
    },
    error: (errors) => {
      sink.error(throughJson(errors));
    },
    complete: () => {
      sink.complete();
    },
  };
}

function throughJson<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

async function orAborted<T>(work: Promise<T>, signal: Cancellation | undefined): Promise<T> {
  if (signal === undefined) return work;
  const late = (): AppError => new AppError('DEADLINE_EXCEEDED', 'A part of the shop did not answer in time');
  if (signal.aborted) throw late();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(late());
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
