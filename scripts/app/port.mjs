import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

/** Whether a server could listen on this port of every address now. */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/**
 * @param another a command that would take other ports
 * @throws Error that names the first port that is taken and what has it.
 */
export async function requireFreePorts(ports, another) {
  for (const port of ports) {
    if (!(await isFree(port)))
      throw new Error(`Port ${port} is taken by ${holderOf(port)}. Choose another one: ${another}`);
  }
}

/** Name and id of what listens on the port, as far as this system tells: `node (process 4711)`. */
function holderOf(port) {
  return viaLsof(port) ?? viaSs(port) ?? 'another process';
}

function viaLsof(port) {
  const { stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    encoding: 'utf8',
  });
  const pid = /^p(\d+)$/m.exec(stdout ?? '')?.[1];
  const name = /^c(.+)$/m.exec(stdout ?? '')?.[1];
  return pid === undefined ? undefined : `${name} (process ${pid})`;
}

function viaSs(port) {
  const { stdout } = spawnSync('ss', ['-ltnpH', `sport = :${port}`], { encoding: 'utf8' });
  const [, name, pid] = /\(\("([^"]+)",pid=(\d+)/.exec(stdout ?? '') ?? [];
  return pid === undefined ? undefined : `${name} (process ${pid})`;
}
