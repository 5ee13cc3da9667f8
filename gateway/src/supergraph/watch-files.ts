import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface WatchOptions {
  readonly paths: readonly string[];
  /** Called once after the last of several changes in a row. */
  readonly onChange: () => void;
  /** The watch broke (a full inotify table, a file system without events); nothing is watched any more. */
  readonly onError: (error: Error) => void;
  /** Quiet time before `onChange`, milliseconds. Default 150. */
  readonly debounceMs?: number;
}

/**
 * Watches files for change, also when an editor or a deploy replaces them (so the folder is watched, not the file).
 * @returns Ends the watch. Idempotent.
 */
export function watchFiles(options: WatchOptions): () => void {
  let timer: NodeJS.Timeout | undefined;
  const names = new Set(options.paths.map((path) => basename(path)));
  const folders = [...new Set(options.paths.map((path) => dirname(path)))];
  const watchers = folders.map((folder) =>
    watch(folder, { persistent: false }, (_event, name) => {
      if (name !== null && !names.has(name)) return;
      clearTimeout(timer);
      timer = setTimeout(options.onChange, options.debounceMs ?? 150);
    }).on('error', options.onError),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
