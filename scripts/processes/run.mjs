import { spawn } from 'node:child_process';

/**
 * Runs a program to its end with this process's stdin, stdout and stderr and resolves to its exit code.
 * Signals that reach this process are left to the program: it shares the terminal, and it decides how to stop.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    const settle = (finish) => (value) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      finish(value);
    };
    child.once('error', settle(reject));
    child.once(
      'exit',
      settle((code) => resolve(code ?? 1)),
    );
  });
}

/** Runs a program quietly. Resolves to its exit code and everything it said, in the order it came. */
export function capture(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}
