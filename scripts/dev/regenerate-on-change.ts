import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../system/data-folder';
import { DOMAINS } from '../system/service-processes';

const QUIET_MS = 300;

/**
 * Derives schemas, supergraph and client again when the GraphQL classes of a subgraph change; the gateway takes the
 * new supergraph over by itself. One run at a time; changes meanwhile cause one more.
 */
export function regenerateOnChange(say: (line: string) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isAgain = false;
  const run = (): void => {
    if (isRunning) {
      isAgain = true;
      return;
    }
    isRunning = true;
    void generate().then((problem) => {
      isRunning = false;
      say(problem ?? 'The supergraph follows the changed schema.');
      if (isAgain) run();
      isAgain = false;
    });
  };
  const watchers = DOMAINS.map((domain) =>
    watch(join(repositoryRoot, 'subgraphs', domain, 'src', 'graphql'), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(run, QUIET_MS);
    }),
  );
  return {
    stop: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      return Promise.resolve();
    },
  };
}

/** Resolves to what went wrong in words, or to nothing. */
function generate(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/generate.mjs'], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let problem = '';
    child.stderr.on('data', (chunk: Buffer) => {
      problem += chunk.toString();
    });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : problem.trim()));
  });
}
