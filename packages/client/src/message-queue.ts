import type { AgoraClientError } from './agora-client-error';
import type { LiveMessage, LiveSink } from './live-operations';

/**
 * Turns what a subscription brings into an iterator. Messages wait until they are taken, without a bound: who reads
 * slowly should take the callbacks and drop what is old. `return()` ends the subscription also while a `next()` waits.
 */
export function iterateMessages<Result>(
  start: (sink: LiveSink<Result>) => () => void,
): AsyncIterableIterator<LiveMessage<Result>> {
  type Next = IteratorResult<LiveMessage<Result>>;
  const ready: LiveMessage<Result>[] = [];
  const waiting: { resolve(next: Next): void; reject(error: AgoraClientError): void }[] = [];
  let ending: { readonly error?: AgoraClientError } | undefined;
  const done: Next = { done: true, value: undefined };
  const end = (error?: AgoraClientError): void => {
    if (ending !== undefined) return;
    ending = error === undefined ? {} : { error };
    for (const one of waiting.splice(0)) {
      if (error === undefined) one.resolve(done);
      else one.reject(error);
    }
  };
  const stop = start({
    next: (value) => {
      const one = waiting.shift();
      if (one === undefined) ready.push(value);
      else one.resolve({ done: false, value });
    },
    error: end,
    complete: () => {
      end();
    },
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      const value = ready.shift();
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (ending?.error !== undefined) return Promise.reject(ending.error);
      if (ending !== undefined) return Promise.resolve(done);
      return new Promise<Next>((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    return: () => {
      stop();
      ready.length = 0;
      end();
      return Promise.resolve(done);
    },
  };
}
