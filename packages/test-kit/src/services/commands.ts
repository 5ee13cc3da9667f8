import { execFile } from 'node:child_process';

/** Runs a program to its end and resolves to its output; undefined when it is missing or fails. */
export function outputOf(
  program: string,
  args: readonly string[],
  timeoutMs = 30_000,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve(error === null ? `${stdout}${stderr}` : undefined);
      },
    );
  });
}

/** Like {@link outputOf}, but a failure is thrown with the end of what the program said. */
export function runOrThrow(program: string, args: readonly string[], timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...args],
      { timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve(`${stdout}${stderr}`);
          return;
        }
        const said = `${stdout}${stderr}`.trim().split('\n').slice(-5).join(' | ');
        reject(
          new Error(`${program} ${args[0] ?? ''} failed: ${said === '' ? error.message : said}`, {
            cause: error,
          }),
        );
      },
    );
  });
}
