// npm run stop: stops the Agora that `npm start` started, from another terminal.
import { findRunning, stopRunning } from './app/running-app.mjs';

const running = findRunning();
if (running === undefined) {
  console.log('Agora is not running.');
} else {
  await stopRunning(running);
  console.log(`Stopped Agora at ${running.url}.`);
}
