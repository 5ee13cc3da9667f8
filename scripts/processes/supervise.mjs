import { spawn } from 'node:child_process';
import { root } from '../setup/paths.mjs';

const STOP_MS = 5_000;
// One Ctrl-C reaches us more than once: from the terminal and again from npm.
const SAME_KEYPRESS_MS = 500;

/**
 * Runs Node with these arguments in the repository's root until it ends and resolves to its exit code. A request to
 * stop is handed on once, and what has not stopped after 5 s, or is asked a second time, is killed.
 */
export function supervise(args, { env = {}, onStart = () => {} } = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, APOLLO_TELEMETRY_DISABLED: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Out of the terminal's reach: it gets each request to stop once, from us.
    detached: process.platform !== 'win32',
  });
  onStart(child.pid);
  let askedAtMs = 0;
  const stop = () => {
    const now = Date.now();
    if (now - askedAtMs < SAME_KEYPRESS_MS) return;
    if (askedAtMs !== 0) child.kill('SIGKILL');
    askedAtMs = now;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), STOP_MS).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? (askedAtMs === 0 ? 1 : 0)));
  });
}
