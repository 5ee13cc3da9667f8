// Decides whether a step may be skipped: by the content of its inputs, never by their times.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A digest of the names and contents of these files; folders count with everything below them. */
export function fingerprint(base, paths) {
  const digest = createHash('sha256');
  for (const path of paths.flatMap((each) => filesBelow(each)).sort()) {
    digest
      .update(`${relative(base, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return digest.digest('hex').slice(0, 16);
}

/** Whether the step that wrote this stamp saw the same inputs. */
export function isCurrent(stampFile, digest) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === digest;
}

export function writeStamp(stampFile, digest) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${digest}\n`);
}

function filesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  return stats.isDirectory() ? readdirSync(path).flatMap((name) => filesBelow(join(path, name))) : [path];
}
