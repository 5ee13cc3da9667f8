// JSON-RPC over stdin and stdout, one message a line: the protocol between the Prisma CLI and its engine.
import { createInterface } from 'node:readline';
import { createMigration, evaluateDataLoss } from './next-migration.mjs';
import { lastPanic } from './wasm-engine.mjs';

const PANIC_EXIT_CODE = 101;
const FAILURE = 4466;
// Our own requests to the CLI must not reuse the ids of its requests to us.
const FIRST_PRINT_ID = 1_000_000;

const ownMethods = { createMigration, evaluateDataLoss };

/** Answers requests one after another until stdin ends. The engine is made when the first one arrives. */
export async function serveRpc(createEngine) {
  let engine;
  let current;
  const failHard = (error) => {
    sendFailure(current, error);
    process.exit(PANIC_EXIT_CODE);
  };
  process.on('uncaughtException', failHard);
  process.on('unhandledRejection', failHard);

  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { id, method, params } = JSON.parse(line);
    // No method: the CLI acknowledging a `print`.
    if (method === undefined || id === undefined) continue;
    current = id;
    try {
      engine ??= await createEngine();
      const result = await call(engine, method, params);
      if (result?.stdout) print(id, result.stdout);
      send({ id, result: result ?? null });
    } catch (error) {
      sendFailure(id, error);
    }
  }
  process.exit(0);
}

function call(engine, method, params) {
  const ours = ownMethods[method];
  return ours === undefined ? engine[method](params) : ours(engine, params);
}

function print(id, content) {
  send({ id: FIRST_PRINT_ID + id, method: 'print', params: { content } });
}

function sendFailure(id, error) {
  const panic = lastPanic();
  const message = panic ?? String(error?.message ?? error);
  const data = { is_panic: panic !== undefined, message, meta: error?.meta ?? null, error_code: error?.code };
  send({ id, error: { code: FAILURE, message, data } });
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
