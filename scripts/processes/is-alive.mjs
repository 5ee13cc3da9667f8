import { readFileSync } from 'node:fs';

/** Whether a process with this id runs, whoever it belongs to. One that ended and waits to be reaped does not. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return !isZombie(pid);
}

function isZombie(pid) {
  try {
    // "<pid> (<name>) <state> …": the name may itself hold parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    // No /proc on this platform, or it ended just now: the signal's answer stands.
    return false;
  }
}
