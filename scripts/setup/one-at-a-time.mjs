// `npm start` and `npm test` may be started side by side in a fresh clone: only one of them installs and generates.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../processes/is-alive.mjs';

/** Runs `work` while holding the lock folder; waits for a living holder, takes over from a dead one. */
export async function oneAtATime(lockFolder, work) {
  mkdirSync(dirname(lockFolder), { recursive: true });
  while (!take(lockFolder)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function take(lockFolder) {
  const holder = join(lockFolder, 'pid');
  try {
    mkdirSync(lockFolder);
    writeFileSync(holder, String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    if (!isAlive(Number(readFileSync(holder, 'utf8')))) rmSync(lockFolder, { recursive: true, force: true });
  } catch {
    // Between mkdir and write, or just released: look again.
  }
  return false;
}
