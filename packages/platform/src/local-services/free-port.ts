import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range from which operating systems take ports for outgoing connections and for "any port": between the
// choice and the use, nothing but another chooser of this kind can take one of these.
const LOWEST = 20_000;
const HIGHEST = 31_999;
const ATTEMPTS = 100;

const given = new Set<number>();

/**
 * A TCP port of 127.0.0.1 that nobody listens on and that this process has not been given before.
 * @throws Error when no free one is found.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(
    `no free port from ${String(LOWEST)} to ${String(HIGHEST)} in ${String(ATTEMPTS)} attempts`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
