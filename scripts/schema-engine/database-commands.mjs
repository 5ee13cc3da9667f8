// `schema-engine cli can-connect-to-database | create-database | drop-database`.
import { connect } from './postgres-adapter.mjs';

/** Runs one command and returns the exit code; failures go to stderr in the form the Prisma CLI reads. */
export async function runDatabaseCommand([command], connection) {
  try {
    await execute(command, connection);
    return 0;
  } catch (error) {
    const fields = { ...knownError(error, connection), is_panic: false };
    // The CLI skips the first line and parses each further one.
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`);
    return 1;
  }
}

async function execute(command, connection) {
  const statements = {
    'can-connect-to-database': [connection?.database, 'SELECT 1'],
    'create-database': ['postgres', `CREATE DATABASE "${connection?.database}"`],
    'drop-database': ['postgres', `DROP DATABASE IF EXISTS "${connection?.database}" WITH (FORCE)`],
  };
  if (statements[command] === undefined) throw new Error(`Unknown command: ${command}`);
  const [database, sql] = statements[command];
  const adapter = await connect(connection, database);
  try {
    await adapter.executeScript(sql);
  } finally {
    await adapter.dispose();
  }
}

function knownError(error, connection) {
  const text = String(error?.cause?.originalMessage ?? error?.message ?? error);
  const { host, port, user, database } = connection ?? {};
  if (/database .* does not exist/.test(text)) {
    return { error_code: 'P1003', message: `Database \`${database}\` does not exist` };
  }
  if (/password authentication failed/.test(text)) {
    return { error_code: 'P1000', message: `Authentication failed for \`${user}\` at \`${host}:${port}\`` };
  }
  if (/already exists/.test(text)) {
    return { error_code: 'P1009', message: `Database \`${database}\` already exists` };
  }
  return { error_code: 'P1001', message: `Can't reach database server at \`${host}:${port}\` (${text})` };
}
