// npm run check:prisma [-- --write]: migrations, schema and the rules outside the schema agree, domain by domain.
// With --write the lists of rules (prisma/<domain>/constraints.txt) are written instead of compared.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '../../packages/test-kit/src/databases';
import { findPostgres } from '../../packages/test-kit/src/services/postgres';
import { readDatabaseRules } from './database-rules';

const root = join(__dirname, '../..');
const domains = ['catalog', 'pricing', 'inventory', 'cart', 'customer', 'order'] as const;
type Domain = (typeof domains)[number];

const read = (...path: string[]): string => {
  const file = join(root, 'prisma', ...path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** The messaging tables are the same in every domain: Prisma has no include, so they are copies. */
function messagingProblems(domain: Domain): string[] {
  const problems: string[] = [];
  if (read(domain, 'messaging.prisma') !== read('_messaging', 'messaging.prisma')) {
    problems.push(`prisma/${domain}/messaging.prisma is not a copy of prisma/_messaging/messaging.prisma`);
  }
  const folder = join(root, 'prisma', domain, 'migrations');
  const migrations = existsSync(folder) ? readdirSync(folder).sort() : [];
  const texts = migrations.map((name) => read(domain, 'migrations', name, 'migration.sql'));
  if (texts[0]?.includes(read('_messaging', 'messaging.sql').trim()) !== true)
    problems.push(`the first migration of ${domain} does not contain prisma/_messaging/messaging.sql`);
  if (!texts.some((text) => text.includes(read('_messaging', 'parked.sql').trim())))
    problems.push(`no migration of ${domain} contains prisma/_messaging/parked.sql`);
  return problems;
}

/** The migrations, replayed on an empty database, give what the schema says. */
function diffProblems(domain: Domain, url: string): Promise<string[]> {
  const folder = `prisma/${domain}`;
  const diff = ['--from-migrations', `${folder}/migrations`, '--to-schema', folder, '--exit-code'];
  const args = ['scripts/prisma.mjs', domain, 'migrate', 'diff', ...diff];
  const env = { ...process.env, [`${domain.toUpperCase()}_DATABASE_URL`]: url };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) => {
      resolve(error === null ? [] : [`migrations and schema of ${domain} differ:\n${stdout}${stderr}`]);
    });
  });
}

async function ruleProblems(domain: Domain, url: string, write: boolean): Promise<string[]> {
  const rules = await readDatabaseRules(url);
  if (write) {
    writeFileSync(join(root, 'prisma', domain, 'constraints.txt'), rules);
    return [];
  }
  const listed = read(domain, 'constraints.txt');
  if (rules === listed) return [];
  const [have, want] = [rules.split('\n'), listed.split('\n')];
  const lines = [
    ...want.filter((line) => !have.includes(line)).map((line) => `  - ${line}`),
    ...have.filter((line) => !want.includes(line)).map((line) => `  + ${line}`),
  ];
  return [
    `prisma/${domain}/constraints.txt is not what the migrations make (npm run check:prisma -- --write):\n${lines.join('\n')}`,
  ];
}

async function problemsOf(domain: Domain, write: boolean): Promise<string[]> {
  const database = await createTestDatabase(domain);
  try {
    const rules = await ruleProblems(domain, database.url, write);
    return [...messagingProblems(domain), ...rules, ...(await diffProblems(domain, database.url))];
  } finally {
    await database.drop();
  }
}

async function main(): Promise<number> {
  const write = process.argv.includes('--write');
  const postgres = await findPostgres();
  if (postgres.kind === 'missing') throw new Error(postgres.tried.join('\n'));
  process.env['AGORA_TEST_POSTGRES_URL'] = postgres.address;
  try {
    const half = Math.ceil(domains.length / 2);
    const inTurn = async (some: readonly Domain[]): Promise<string[]> => {
      const problems: string[] = [];
      for (const domain of some) problems.push(...(await problemsOf(domain, write)));
      return problems;
    };
    const problems = (
      await Promise.all([inTurn(domains.slice(0, half)), inTurn(domains.slice(half))])
    ).flat();
    for (const problem of problems) console.error(problem);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
