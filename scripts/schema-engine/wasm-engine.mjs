// Loads @prisma/schema-engine-wasm: its JavaScript half expects the host to instantiate the .wasm half.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let panicMessage;

/** What the engine said when it panicked, or undefined. After a panic the engine must not be called again. */
export function lastPanic() {
  return panicMessage;
}

/** An engine for these schema files, given as `[path, text]`; its methods are the RPC methods of the CLI. */
export async function loadEngine(datamodels, adapterFactory) {
  // The engine reports a Rust panic to this global and dies without a word when it is missing.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      panicMessage = message;
    },
  };
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(fileURLToPath(script.replace(/\.js$/, '.wasm')));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const ignoreLog = () => undefined;
  return bindings.SchemaEngine.new({ datamodels }, ignoreLog, adapterFactory);
}
