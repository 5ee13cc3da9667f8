// Runs on any Node that knows modules: no syntax and no built-in younger than version 14.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Ends the process with one line when this Node is older than package.json's `engines` asks for. */
export function requireNode() {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const needed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace(
    /[^\d.]/g,
    '',
  );
  const present = process.versions.node;
  if (isOlder(present, needed)) {
    console.error('Agora needs Node ' + needed + ' or newer, this is Node ' + present + '.');
    process.exit(1);
  }
}

function isOlder(present, needed) {
  const have = present.split('.').map(Number);
  const want = needed.split('.').map(Number);
  for (let at = 0; at < want.length; at += 1) {
    if (have[at] !== want[at]) return have[at] < want[at];
  }
  return false;
}
