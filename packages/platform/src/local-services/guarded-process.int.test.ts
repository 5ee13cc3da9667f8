import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@agora/test-kit/eventually';
import { startGuarded } from './guarded-process';

const folder = mkdtempSync(join(tmpdir(), 'agora-guarded-'));
const logFile = join(folder, 'log');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

describe('a guarded process', () => {
  it('is stopped in order, and stopping again is harmless', async () => {
    const child = await startGuarded({ program: 'sleep', args: ['60'], logFile });
    expect(isAlive(child.pid)).toBe(true);
    await child.stop();
    await child.stop();
    expect(isAlive(child.pid)).toBe(false);
    await expect(child.ended).resolves.toBe('signal SIGTERM');
  });

  it('can be listened to while it writes its log', async () => {
    const heard: string[] = [];
    const ownLog = join(folder, 'own-log');
    const child = await startGuarded({
      program: 'sh',
      args: ['-c', 'echo out; echo err >&2'],
      logFile: ownLog,
      onOutput: (chunk) => heard.push(chunk.toString()),
    });
    await child.ended;
    await eventually(() => heard.join('').length === 8, { what: 'both lines' });
    expect(readFileSync(ownLog, 'utf8').split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('is killed when it ignores the request to stop', async () => {
    const child = await startGuarded({
      program: 'sh',
      args: ['-c', `trap '' TERM; while :; do sleep 1; done`],
      logFile,
    });
    await child.stop(100);
    await expect(child.ended).resolves.toBe('signal SIGKILL');
  });

  it('does not start a program that is not there', async () => {
    await expect(startGuarded({ program: 'no-such-program', args: [], logFile })).rejects.toThrow(/ENOENT/);
  });

  it('goes with its parent, its folder too, when the parent is killed', async () => {
    const temporary = join(folder, 'with-parent');
    mkdirSync(temporary);
    const script = `
      const { startGuarded } = require(${JSON.stringify(join(__dirname, 'guarded-process.ts'))});
      startGuarded({ program: 'sleep', args: ['60'], logFile: ${JSON.stringify(logFile)}, temporaryDirectory: ${JSON.stringify(temporary)} })
        .then((child) => { console.log(child.pid); setInterval(() => {}, 1000); });`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (text: Buffer) => {
        resolve(Number(text.toString()));
      });
    });
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually(() => !isAlive(pid) && !existsSync(temporary), { what: 'the end of the orphan' });
  });
});
