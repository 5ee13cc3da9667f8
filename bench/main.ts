// npm run bench [-- <part> …]: one table from one run, everything over the loopback interface. The counts are facts about
// the code; the times are about this machine and only their ratios travel.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../scripts/system/data-folder';
import { ROOM_FOR_THE_YOUNG } from '../scripts/processes/node-with-sources.mjs';
import { endWith } from '../scripts/system/end-with';
import type { AgoraReady } from './processes/agora';
import { startChild } from './processes/child';
import type { Child } from './processes/child';
import { tableLines } from './table';
import { addRows, cartSizeRows, hotCartRows, liveRows } from './tables/carts';
import { countRows } from './tables/counts';
import { gatheredRows, snapshotRows, storedRows } from './tables/databases';
import { eventRows } from './tables/events';
import { gatewayRows } from './tables/gateways';
import { orderRows } from './tables/orders';
import { quoteRows } from './tables/quotes';

const WATCHERS = 1_000;

// In this order: what counts comes before what loads, because load leaves work in the background.
const PARTS: Readonly<Record<string, (agora: AgoraReady) => string[][] | Promise<string[][]>>> = {
  counts: countRows,
  gateways: gatewayRows,
  adds: addRows,
  hot: hotCartRows,
  sizes: cartSizeRows,
  live: (agora) => liveRows(agora, WATCHERS),
  gathered: gatheredRows,
  stored: storedRows,
  snapshots: snapshotRows,
  orders: orderRows,
  events: eventRows,
  quotes: quoteRows,
};

async function main(args: readonly string[]): Promise<void> {
  const startedMs = performance.now();
  const parts = selected(args);
  const agora = await startAgora();
  try {
    for (const part of parts) console.log([...tableLines(await part(agora.ready)), ''].join('\n'));
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const machine = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
    console.log(`${machine}; ${String(seconds)} s.`);
  } finally {
    await agora.stop();
  }
}

/** @throws Error for a name that is none. */
function selected(names: readonly string[]): (typeof PARTS)[string][] {
  const unknown = names.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`);
  return Object.entries(PARTS)
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([, part]) => part);
}

async function startAgora(): Promise<Child<AgoraReady>> {
  const env = {
    AGORA_DATA_DIRECTORY: join(dataFolder(process.env), 'bench'),
    LOG_LEVEL: 'error',
    MAX_CONNECTIONS_PER_IDENTITY: String(WATCHERS),
  };
  const agora = await startChild<AgoraReady>('agora.ts', env, {
    nodeOptions: [ROOM_FOR_THE_YOUNG],
    isBuilt: true,
  });
  // What needs databases of its own takes them from the same server: durable as those of the shop are.
  process.env['AGORA_TEST_POSTGRES_URL'] = agora.ready.adminUrl;
  return agora;
}

main(process.argv.slice(2)).catch(endWith);
