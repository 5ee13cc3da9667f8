// npm start, once Node is known to be new enough.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { withSources } from '../processes/node-with-sources.mjs';
import { root } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';
import { holderOf, isFree } from './port.mjs';
import { answers, dataDirectory, findRunning, forgetRunning, noteRunning } from './running-app.mjs';

const DEFAULT_PORT = 4000;
const STOP_MS = 5_000;
// One Ctrl-C reaches us more than once: from the terminal and again from npm.
const SAME_KEYPRESS_MS = 500;

/** Starts Agora in one process and resolves to its exit code. */
export async function runApp(args) {
  const running = findRunning();
  if (running !== undefined) return sayRunning(running);
  const port = Number(process.env.PORT || DEFAULT_PORT);
  if (!(await isFree(port))) {
    console.error(
      `Port ${port} is taken by ${holderOf(port)}. Choose another one: PORT=${port + 1} npm start`,
    );
    return 1;
  }
  if (args.includes('--fresh')) {
    rmSync(dataDirectory, { recursive: true, force: true });
    console.log(`Removed ${dataDirectory}: starting with new data.`);
  }
  await prepare();
  return superviseApp(port, args);
}

async function sayRunning({ pid, url }) {
  const state = (await answers(url)) ? 'already running at' : 'starting at';
  console.log(`Agora is ${state} ${url} (process ${pid}). Stop it with: npm run stop`);
  return 0;
}

function superviseApp(port, args) {
  const main = withSources('packages/all-in-one/src/main.ts', args);
  const child = spawn(process.execPath, main, {
    cwd: root,
    env: { ...process.env, PORT: String(port), APOLLO_TELEMETRY_DISABLED: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Out of the terminal's reach: it gets each request to stop once, from us.
    detached: process.platform !== 'win32',
  });
  noteRunning({ pid: child.pid, url: `http://localhost:${port}` });
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
    child.once('exit', (code) => {
      forgetRunning();
      resolve(code ?? (askedAtMs === 0 ? 1 : 0));
    });
  });
}
