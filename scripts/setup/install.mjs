import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../processes/run.mjs';
import { fingerprint, isCurrent, writeStamp } from './fingerprint.mjs';
import { root } from './paths.mjs';

const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules/.agora-lockfile');

/**
 * Installs the packages of package-lock.json unless exactly those are installed.
 *
 * @returns whether it installed.
 * @throws Error when npm fails; npm has said why on this process's standard error.
 */
export async function installPackages() {
  const digest = fingerprint(root, [lockfile]);
  if (isCurrent(stamp, digest)) return false;
  const isInstalled = isInstalledByHand();
  if (!isInstalled) await npmCi();
  writeStamp(stamp, digest);
  return !isInstalled;
}

// Somebody ran npm themselves: npm's own record says what is there.
function isInstalledByHand() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || (path in present && present[path].version === version),
  );
}

async function npmCi() {
  console.log('Installing packages (about a minute, only when package-lock.json changed) …');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const isScript = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const code = isScript
    ? await run(process.execPath, [npm, ...args], { cwd: root })
    : await run('npm', args, { cwd: root, shell: process.platform === 'win32' });
  if (code !== 0) throw new Error('The packages could not be installed; npm said why above.');
}
