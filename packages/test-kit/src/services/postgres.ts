import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@agora/platform/local-services';
import { byAddress, search } from './service-search';
import type { FoundService, MissingService, Way } from './service-search';

/**
 * A PostgreSQL with a superuser for this process: `AGORA_TEST_POSTGRES_URL`, or the one from npm on a temporary folder.
 * The latter gives up durability for speed (no fsync), which no test can tell as long as the machine runs.
 */
export function findPostgres(): Promise<FoundService | MissingService> {
  return search(
    [byAddress('AGORA_TEST_POSTGRES_URL'), byPackage],
    'set AGORA_TEST_POSTGRES_URL to a superuser of a PostgreSQL 15 or newer',
  );
}

const byPackage: Way = {
  name: 'npm package',
  take: async () => {
    const directory = mkdtempSync(join(tmpdir(), 'agora-postgres-'));
    // The account that PostgreSQL runs under when this process is root must be able to enter.
    chmodSync(directory, 0o755);
    const server = await startPostgres({
      directory: join(directory, 'data'),
      password: 'postgres',
      logFile: join(directory, 'postgres.log'),
      temporaryDirectory: directory,
      settings: {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_connections: '300',
        shared_buffers: '128MB',
        max_wal_size: '4GB',
        log_min_messages: 'fatal',
      },
    });
    return { address: server.url(), how: 'embedded PostgreSQL', stop: () => server.stop() };
  },
};
