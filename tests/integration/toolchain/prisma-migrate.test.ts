// The schema engine of this repository, driven as a developer does: through the Prisma CLI, offline, on a domain that
// exists only here.
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { repositoryRoot } from '@agora/test-kit/repository';

// Each of the dozen runs of the CLI takes seconds on a busy machine.
jest.setTimeout(120_000);

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

generator client {
  provider        = "prisma-client"
  output          = "generated"
  previewFeatures = ["partialIndexes"]
}
`;
const model = (fields: string): string => `
model Parcel {
  id        String    @id @db.Uuid
  code      String
  ${fields}
  deletedAt DateTime? @map("deleted_at") @db.Timestamptz(6)

  @@unique([code], map: "parcel_code_uq", where: raw("deleted_at IS NULL"))
  @@map("parcel")
}
`;

const folder = mkdtempSync(join(tmpdir(), 'agora prisma '));
const domain = join(folder, 'prisma', 'parcel');
let database: TestDatabase;

beforeAll(async () => {
  mkdirSync(domain, { recursive: true });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(repositoryRoot, 'scripts'), join(folder, 'scripts'));
  writeFileSync(
    join(folder, 'prisma', 'domain-config.ts'),
    readFileSync(join(repositoryRoot, 'prisma/domain-config.ts')),
  );
  writeFileSync(
    join(domain, 'prisma.config.ts'),
    `import { domainConfig } from '../domain-config';\nexport default domainConfig('parcel');\n`,
  );
  writeFileSync(join(domain, 'schema.prisma'), SCHEMA);
  database = await createTestDatabase('empty');
});

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function prisma(...args: string[]): Promise<{ code: number; output: string }> {
  const cli = join(repositoryRoot, 'node_modules/prisma/build/index.js');
  const config = ['--config', join(domain, 'prisma.config.ts')];
  const env = { ...process.env, PARCEL_DATABASE_URL: database.url, CHECKPOINT_DISABLE: '1', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args, ...config], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` });
    });
  });
}

const migrations = (): string[] =>
  readdirSync(join(domain, 'migrations')).filter((name) => name !== 'migration_lock.toml');

describe('Prisma migrations without a downloaded engine', () => {
  it('are made, applied to a new database, and continued from there', async () => {
    writeFileSync(join(domain, 'parcel.prisma'), model(''));
    const first = await prisma('migrate', 'dev', '--name', 'first');
    expect(first).toMatchObject({ code: 0 });
    const [name = ''] = migrations();
    const sql = readFileSync(join(domain, 'migrations', name, 'migration.sql'), 'utf8');
    expect(sql).toContain(
      'CREATE UNIQUE INDEX "parcel_code_uq" ON "parcel"("code") WHERE (deleted_at IS NULL)',
    );

    // A database that has none of the migrations yet: the next one is still worked out from all of them.
    await database.drop();
    database = await createTestDatabase('empty');
    writeFileSync(join(domain, 'parcel.prisma'), model('note String?'));
    expect(await prisma('migrate', 'dev', '--name', 'second')).toMatchObject({ code: 0 });
    const [, second = ''] = migrations();
    expect(readFileSync(join(domain, 'migrations', second, 'migration.sql'), 'utf8').trim()).toBe(
      '-- AlterTable\nALTER TABLE "parcel" ADD COLUMN     "note" TEXT;',
    );
    expect(await prisma('migrate', 'dev', '--name', 'third')).toMatchObject({ code: 0 });
    expect(migrations()).toHaveLength(2);
  });

  it('report their status and apply what is pending, functions with semicolons included', async () => {
    const folderOfThird = join(domain, 'migrations', '99990101000000_function');
    mkdirSync(folderOfThird);
    writeFileSync(
      join(folderOfThird, 'migration.sql'),
      `-- A semicolon; in a comment\nCREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\n`,
    );
    expect((await prisma('migrate', 'status')).output).toContain('99990101000000_function');
    expect(await prisma('migrate', 'deploy')).toMatchObject({ code: 0 });
    expect((await prisma('migrate', 'status')).output).toContain('up to date');
  });

  it('are known to differ from the schema, partial indexes included', async () => {
    const diff = ['migrate', 'diff', '--from-migrations', join(domain, 'migrations'), '--to-schema', domain];
    expect(await prisma(...diff, '--exit-code')).toMatchObject({ code: 0 });
    writeFileSync(
      join(domain, 'parcel.prisma'),
      model('note String?').replace('deleted_at IS NULL', 'code IS NULL'),
    );
    const { code, output } = await prisma(...diff, '--exit-code', '--script');
    expect(code).toBe(2);
    expect(output).toContain('parcel_code_uq');
  });

  it('say why a database cannot be used', async () => {
    const { url } = database;
    database = { ...database, url: url.replace(/:[^:@/]+@/, ':wrong@') };
    expect((await prisma('migrate', 'status')).output).toContain('P1000');
    database = { ...database, url };
  });
});
