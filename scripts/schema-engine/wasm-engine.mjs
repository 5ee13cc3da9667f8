// Loads @prisma/schema-engine-wasm: its JavaScript half expects the host to instantiate the .wasm half.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let panicMessage;

// The engine reports a Rust panic to this global and dies without a word when it is missing.
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    panicMessage = message;
  },
};

/** What the engine said when it panicked, or undefined. After a panic it must not be called again. */
export function lastPanic() {
  return panicMessage;
}

/** The engine for these schema files, given as `[path, text]`. Call it once: the bindings hold one instance. */
export async function loadEngine(schemaFiles, adapterFactory) {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(fileURLToPath(script.replace(/\.js$/, '.wasm')));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  // Some commands bring no schema; the engine panics on an empty list.
  const datamodels = schemaFiles.length === 0 ? undefined : schemaFiles;
  const ignoreLog = () => undefined;
  return bindings.SchemaEngine.new({ datamodels }, ignoreLog, adapterFactory);
}
