import { join } from 'node:path';
import { joinEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { dataFolder } from '../system/data-folder';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { startProcessGroup } from '../system/process-group';
import { serviceProcesses, withoutOwn } from '../system/service-processes';
import { onStopRequest } from '../system/stop-request';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs one subgraph until it ends or is asked to. It finds the others at their `<DOMAIN>_URL`, when they run. */
async function main(name: string, port: string): Promise<void> {
  loadEnvironmentFile();
  const { env } = process;
  const folder = dataFolder(env);
  const databases = await prepareDatabases({ dataDirectory: folder, env, say, open: joinEmbeddedPostgres });
  const service = serviceProcesses(0, databases.env).find((candidate) => candidate.name === name);
  if (service === undefined) throw new Error(`There is no subgraph ${name}.`);
  const { BUS_DATABASE_URL = env['BUS_DATABASE_URL'] } = databases.env;
  const group = await startProcessGroup({
    processes: [{ ...service, environment: { ...service.environment, PORT: port } }],
    env: { ...withoutOwn(env), ...readOrCreateSecrets(folder, env), BUS_DATABASE_URL },
    logDirectory: join(folder, 'logs'),
    say,
    onEnd: (_name, reason) => {
      say(`${name} ended (${reason}).`);
    },
  });
  const stop = async (): Promise<void> => {
    await group.stop();
    await databases.stop();
  };
  onStopRequest(stop);
  say(`Apollo Sandbox of ${name}: http://127.0.0.1:${port}/graphql (in a browser). Ctrl-C stops.`);
  await group.allEnded;
  await stop();
}

main(process.argv[2] ?? '', process.env['PORT'] ?? '').catch(endWith);
