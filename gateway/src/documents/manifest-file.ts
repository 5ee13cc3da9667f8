import { readFile } from 'node:fs/promises';
import type { Logger } from '@agora/platform/logging';
import { watchFiles } from '../supergraph/watch-files';
import { createTrustedDocuments, parseManifest } from './trusted-documents';
import type { TrustedDocuments } from './trusted-documents';

export interface ManifestFileOptions {
  readonly path: string;
  /** Whether the gateway must not start without it. Otherwise one that cannot be read has no documents. */
  readonly isRequired: boolean;
  readonly logger: Logger;
}

/** The trusted documents as their file says now. */
export interface ManifestFile {
  readonly current: TrustedDocuments;
  /** Reads the file and follows its changes; one that cannot be read is logged and the documents before stay. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createManifestFile({ path, isRequired, logger }: ManifestFileOptions): ManifestFile {
  let current = createTrustedDocuments([]);
  let stopWatching: (() => void) | undefined;
  const read = async (): Promise<void> => {
    current = parseManifest(await readFile(path, 'utf8'));
  };
  const readAgain = async (): Promise<void> => {
    try {
      await read();
      logger.info({ documents: current.documents.length }, 'trusted documents replaced');
    } catch (error) {
      logger.error({ err: error }, 'the changed manifest is refused; the documents before stay');
    }
  };
  return {
    get current() {
      return current;
    },
    start: async () => {
      try {
        await read();
      } catch (error) {
        if (isRequired) throw new Error(`The trusted documents cannot be read: ${path}`, { cause: error });
        logger.warn({ err: error }, 'there are no trusted documents');
        return;
      }
      stopWatching = watchFiles({
        paths: [path],
        onChange: () => void readAgain(),
        onError: (error) => {
          logger.warn({ err: error }, 'the trusted documents are not watched any more');
        },
      });
    },
    stop: async () => {
      stopWatching?.();
    },
  };
}
