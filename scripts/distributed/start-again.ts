import { join } from 'node:path';
import { dataFolder } from '../system/data-folder';
import { startProcessGroup } from '../system/process-group';
import { serviceProcesses, withoutOwn } from '../system/service-processes';
import { onStopRequest } from '../system/stop-request';
import { readSystemNote } from './system-note';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Starts one process of the running system again, in the foreground of this terminal.
 * @throws Error when no system was started, there is no such process.
 */
export async function startAgain(name: string): Promise<void> {
  const directory = join(dataFolder(process.env), 'distributed');
  const note = readSystemNote(directory);
  if (note === undefined) throw new Error('Nothing runs yet: npm run distributed');
  const processes = serviceProcesses(note.gatewayPort, note.databases);
  const service = processes.find((candidate) => candidate.name === name);
  if (service === undefined)
    throw new Error(
      `There is no ${name}. The processes are ${processes.map((known) => known.name).join(', ')}.`,
    );
  const group = await startProcessGroup({
    processes: [service],
    env: {
      ...withoutOwn(process.env),
      ...note.shared,
      PAYMENT_STORE_FILE: join(directory, 'payment-intents.json'),
    },
    logDirectory: join(directory, 'logs'),
    say,
    onEnd: (ended, reason) => {
      say(`${ended} ended (${reason}).`);
    },
  });
  onStopRequest(() => group.stop());
  await group.allEnded;
}
