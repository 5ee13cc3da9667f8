#!/usr/bin/env node
// The schema engine the Prisma CLI asks for, made of npm packages alone: no binary is downloaded, so migrations
// work offline. Prisma finds it through PRISMA_SCHEMA_ENGINE_BINARY, which prisma/domain-config.ts sets.
import { readFileSync } from 'node:fs';
import { optionValue, optionValues } from './schema-engine/arguments.mjs';
import { runDatabaseCommand } from './schema-engine/database-commands.mjs';
import { createAdapterFactory, readConnection } from './schema-engine/postgres-adapter.mjs';
import { serveRpc } from './schema-engine/rpc.mjs';
import { loadEngine } from './schema-engine/wasm-engine.mjs';

const args = process.argv.slice(2);

if (args.includes('--version')) {
  console.log('schema-engine-cli wasm');
  process.exit(0);
}

const datasource = JSON.parse(optionValue(args, '--datasource') ?? '{}');
const connection = readConnection(datasource.url || process.env.DATABASE_URL);

if (args.includes('cli')) {
  process.exit(await runDatabaseCommand(args.slice(args.indexOf('cli') + 1), connection));
}

const schemaFiles = optionValues(args, '--datamodels').map((path) => [path, readFileSync(path, 'utf8')]);
await serveRpc(() => loadEngine(schemaFiles, createAdapterFactory(connection)));
