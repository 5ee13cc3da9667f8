import type { IncomingMessage } from 'node:http';

/**
 * The client's address for limits and logs.
 *
 * @param trustedHops How many proxies of ours append to `x-forwarded-for`. The entry that the outermost of them
 *   wrote counts; what a client put there itself is further left and is not believed. 0 ignores the header.
 */
export function clientAddress(request: IncomingMessage, trustedHops: number): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (trustedHops === 0) return peer;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((part) => part.trim());
  const seen = hops.filter((part) => part !== '');
  return seen.at(-Math.min(trustedHops, seen.length)) ?? peer;
}
