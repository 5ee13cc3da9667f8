// Loads @prisma/schema-engine-wasm: its JavaScript half expects the host to instantiate the .wasm half.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bindingsUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
let compiled;
let instances = 0;
let panicMessage;

// The engine reports a Rust panic to this global and dies without a word when it is missing.
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    panicMessage = message;
  },
};

/** What an engine said when it panicked, or undefined. That engine must not be called again. */
export function lastPanic() {
  return panicMessage;
}

/**
 * A new engine, independent of earlier ones, for these schema files, given as `[path, text]`. Its methods are
 * the RPC methods of the CLI.
 */
export async function loadEngine(schemaFiles, adapterFactory) {
  compiled ??= await WebAssembly.compile(readFileSync(fileURLToPath(bindingsUrl.replace(/\.js$/, '.wasm'))));
  // The bindings keep their instance in a module variable, so each instance needs its own copy of the module.
  const bindings = await import(`${bindingsUrl}?instance=${instances++}`);
  const { exports } = await WebAssembly.instantiate(compiled, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  // Some commands bring no schema; the engine panics on an empty list.
  const datamodels = schemaFiles.length === 0 ? undefined : schemaFiles;
  const ignoreLog = () => undefined;
  return bindings.SchemaEngine.new({ datamodels }, ignoreLog, adapterFactory);
}
