// The two steps in which `migrate dev` works out the next migration, made of the engine's `diff`. The WASM engine's
// own versions fail once it has applied a migration (they ask for a shadow database it cannot open) and do not
// see partial indexes (they read the schema without its preview features); its `diff` does both.

const NOTHING_TO_DO = /^\s*(-- This is an empty migration\.)?\s*$/;
const DESTRUCTIVE =
  /\b(DROP (TABLE|COLUMN|CONSTRAINT|TYPE)|SET DATA TYPE|SET NOT NULL)\b|ADD COLUMN\s(?!.*DEFAULT).*NOT NULL/;

/** RPC `createMigration`: the SQL of the next migration, or none when the schema asks for nothing new. */
export async function createMigration(engine, params) {
  const script = await nextScript(engine, params);
  const isWanted = params.draft || !NOTHING_TO_DO.test(script);
  return {
    connectorType: 'postgresql',
    generatedMigrationName: `${timestamp(new Date())}_${params.migrationName || 'migration'}`,
    migrationScript: isWanted ? script : null,
    extension: 'sql',
  };
}

/** RPC `evaluateDataLoss`: warns of each statement that can lose data or fail on a table with rows. */
export async function evaluateDataLoss(engine, params) {
  const script = await nextScript(engine, params);
  if (NOTHING_TO_DO.test(script)) return { migrationSteps: 0, warnings: [], unexecutableSteps: [] };
  const statements = script.split(/;\s*$/m);
  const warnings = statements.flatMap((statement, stepIndex) =>
    DESTRUCTIVE.test(statement) ? [{ stepIndex, message: statement.replace(/^--.*$/gm, '').trim() }] : [],
  );
  return { migrationSteps: statements.length, warnings, unexecutableSteps: [] };
}

async function nextScript(engine, { migrationsList, schema, filters }) {
  // `diff` refuses a folder without the lock file that comes with the first migration.
  const isFirst = migrationsList.migrationDirectories.length === 0;
  const { stdout } = await engine.diff({
    from: isFirst ? { tag: 'empty' } : { tag: 'migrations', ...migrationsList },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: null,
    filters,
  });
  return stdout ?? '';
}

function timestamp(date) {
  return date.toISOString().replace(/\D/g, '').slice(0, 14);
}
