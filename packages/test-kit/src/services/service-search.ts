// How tests and `npm run distributed` get a service: an address, Docker, what is on this machine, installing it.
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A service that can be used. */
export interface FoundService {
  readonly kind: 'found';
  /** URL, or `host:port` for Kafka. */
  readonly address: string;
  /** One line on where it came from. */
  readonly how: string;
  /** Stops it if this search started it. Safe to call again. */
  stop(): Promise<void>;
  /** Ends it as a crash does; undefined for one that this search did not start as a program of this machine. */
  kill?(): Promise<void>;
}

/** A service that no way led to. */
export interface MissingService {
  readonly kind: 'missing';
  /** Short, for a closing line: `redis-server not found`. */
  readonly reason: string;
  /** Every way that was tried and why it failed. */
  readonly tried: readonly string[];
  /** What a person can do about it. */
  readonly remedy: string;
}

export interface SearchOptions {
  /** Whether programs may be downloaded or installed: with `CI=true` or `--install-services`, never otherwise. */
  readonly install: boolean;
  /** Where a service that is started here keeps its data for the next time. Default: it forgets them. */
  readonly keepIn?: string;
}

/** One way to a service: where it leads, or in a few words why it leads nowhere. */
export interface Way {
  readonly name: string;
  take(): Promise<Omit<FoundService, 'kind'> | string>;
}

/** Takes the ways in order until one leads to the service. A way that throws counts as closed. */
export async function search(ways: readonly Way[], remedy: string): Promise<FoundService | MissingService> {
  const tried: string[] = [];
  let reason = 'not found';
  for (const way of ways) {
    const result = await way
      .take()
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (typeof result !== 'string') return { kind: 'found', ...result };
    tried.push(`${way.name}: ${result}`);
    reason = result;
  }
  return { kind: 'missing', reason, tried, remedy };
}

/** The way by an address in one of these variables. A wrong address is an error, not a reason to look further. */
export function byAddress(...variables: readonly string[]): Way {
  return {
    name: 'address',
    take: () => {
      const variable = variables.find((name) => (process.env[name] ?? '') !== '');
      if (variable === undefined) return Promise.resolve(`${variables.join(' and ')} not set`);
      const address = process.env[variable] ?? '';
      return Promise.resolve({ address, how: `address from ${variable}`, stop: () => Promise.resolve() });
    },
  };
}

/** Resolves to true as soon as the port accepts connections, to false after `withinMs`. */
export async function accepts(port: number, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (await acceptsNow(port)) return true;
    await sleep(100);
  }
  return false;
}

function acceptsNow(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const settle = (value: boolean) => (): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });
}
