import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program to run under another account, in the form `spawn` takes. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly spawn: { readonly uid?: number; readonly gid?: number };
}

/** The account PostgreSQL runs under: this process's own, except for root, which PostgreSQL refuses. */
export interface ServiceUser {
  /** Hands a folder over to the account. */
  own(directory: string): void;
  command(program: string, args: readonly string[]): Command;
}

const ACCOUNT = 'postgres';

/**
 * The account for a program that must be able to reach all of `paths`.
 *
 * As root: the account `postgres`, created when it is missing. When that account cannot pass a folder on the way to
 * one of the paths (such as /root), the program is given the one capability that lets it.
 *
 * @throws Error when root has no such account and cannot create it, or cannot let it in.
 */
export function serviceUser(paths: readonly string[]): ServiceUser {
  if (process.getuid?.() !== 0) {
    return { own: () => undefined, command: (program, args) => ({ program, args, spawn: {} }) };
  }
  const { uid, gid } = findAccount() ?? createAccount();
  const own = (directory: string): void => {
    chownSync(directory, uid, gid);
  };
  const canReachAll = paths.every(
    (path) => spawnSync('test', ['-x', dirname(path)], { uid, gid }).status === 0,
  );
  if (canReachAll) return { own, command: (program, args) => ({ program, args, spawn: { uid, gid } }) };
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new Error(
      `PostgreSQL cannot run as root, and the account ${ACCOUNT} cannot reach ${paths.join(', ')}.`,
    );
  }
  const asAccount = [`--reuid=${String(uid)}`, `--regid=${String(gid)}`, '--clear-groups'];
  // The kernel forgets the capability when a program asks in advance (access(2)), unless told not to.
  const withAccess = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=+dac_override',
  ];
  return {
    own,
    command: (program, args) => ({
      program: 'setpriv',
      args: [...asAccount, ...withAccess, program, ...args],
      spawn: {},
    }),
  };
}

function findAccount(): { uid: number; gid: number } | undefined {
  const id = (flag: string): string => spawnSync('id', [flag, ACCOUNT], { encoding: 'utf8' }).stdout.trim();
  const [uid, gid] = [id('-u'), id('-g')];
  return uid === '' || gid === '' ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function createAccount(): { uid: number; gid: number } {
  spawnSync('groupadd', ['--system', ACCOUNT]);
  spawnSync('useradd', ['--system', '--no-create-home', '--gid', ACCOUNT, ACCOUNT]);
  const account = findAccount();
  if (account === undefined) {
    throw new Error(
      `PostgreSQL cannot run as root, and the account ${ACCOUNT} could not be created. Run as another user.`,
    );
  }
  return account;
}
