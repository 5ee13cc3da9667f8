// The note that a running Agora leaves in its data folder, so that a second start, `npm run stop` and `npm run reset`
// find it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../processes/is-alive.mjs';
import { root } from '../setup/paths.mjs';

/** Where embedded mode keeps its databases, passwords and logs. */
export const dataDirectory = process.env.AGORA_DATA_DIRECTORY || join(root, '.data');

const note = join(dataDirectory, 'agora.pid');
const STOP_MS = 5_000;

/** `{ pid, url }` of the Agora on this data folder, or undefined. The note of a dead one is removed. */
export function findRunning() {
  if (!existsSync(note)) return undefined;
  try {
    const running = JSON.parse(readFileSync(note, 'utf8'));
    if (isAlive(running.pid)) return running;
  } catch {
    // Half-written when its process was killed.
  }
  rmSync(note, { force: true });
  return undefined;
}

export function noteRunning(running) {
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify(running));
}

export function forgetRunning() {
  rmSync(note, { force: true });
}

/** Whether its health endpoint answers at all within a second. */
export function answers(url) {
  return new Promise((resolve) => {
    const request = get(`${url}/health`, { timeout: 1_000 }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** Stops it in order; what has not stopped after 5 s is killed. */
export async function stopRunning({ pid }) {
  kill(pid, 'SIGTERM');
  const end = Date.now() + STOP_MS;
  while (isAlive(pid) && Date.now() < end) await sleep(50);
  kill(pid, 'SIGKILL');
  forgetRunning();
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
