// npm start, once Node is known to be new enough.
import { rmSync } from 'node:fs';
import { ROOM_FOR_THE_YOUNG, withSources } from '../processes/node-with-sources.mjs';
import { supervise } from '../processes/supervise.mjs';
import { prepare } from '../setup/prepare.mjs';
import { requireFreePorts } from './port.mjs';
import { answers, dataDirectory, findRunning, forgetRunning, noteRunning } from './running-app.mjs';

const DEFAULT_PORT = 4000;

/** Starts Agora in one process and resolves to its exit code. */
export async function runApp(args) {
  const running = findRunning();
  if (running !== undefined) return sayRunning(running);
  const port = Number(process.env.PORT || DEFAULT_PORT);
  await requireFreePorts([port], `PORT=${port + 1} npm start`);
  if (args.includes('--fresh')) {
    rmSync(dataDirectory, { recursive: true, force: true });
    console.log(`Removed ${dataDirectory}: starting with new data.`);
  }
  await prepare();
  const code = await supervise(
    [ROOM_FOR_THE_YOUNG, ...withSources('packages/all-in-one/src/main.ts', args)],
    {
      env: { PORT: String(port) },
      onStart: (pid) => noteRunning({ pid, url: `http://localhost:${port}` }),
    },
  );
  forgetRunning();
  return code;
}

async function sayRunning({ pid, url }) {
  const state = (await answers(url)) ? 'already running at' : 'starting at';
  console.log(`Agora is ${state} ${url} (process ${pid}). Stop it with: npm run stop`);
  return 0;
}
