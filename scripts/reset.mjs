// npm run reset: stops Agora and removes its databases, passwords and logs. The next start seeds new ones.
import { rmSync } from 'node:fs';
import { dataDirectory, findRunning, stopRunning } from './app/running-app.mjs';

const running = findRunning();
if (running !== undefined) await stopRunning(running);
rmSync(dataDirectory, { recursive: true, force: true });
console.log(`Removed ${dataDirectory}.`);
