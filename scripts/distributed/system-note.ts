import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What it takes to start one process of a running system again. */
export interface SystemNote {
  readonly gatewayPort: number;
  /** What all processes get. Contains secrets. */
  readonly shared: Readonly<Record<string, string>>;
  /** `<DOMAIN>_DATABASE_URL` of all. */
  readonly databases: Readonly<Record<string, string>>;
}

/** Leaves the note in the folder of the system, readable by its owner alone. */
export function writeSystemNote(directory: string, note: SystemNote): void {
  writeFileSync(fileIn(directory), JSON.stringify(note, undefined, 2), { mode: 0o600 });
}

/** The note of the system that ran last; undefined when none did. */
export function readSystemNote(directory: string): SystemNote | undefined {
  const file = fileIn(directory);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SystemNote) : undefined;
}

function fileIn(directory: string): string {
  return join(directory, 'system.json');
}
