// npm run bench: one table from one run, everything over the loopback interface. The counts are facts about the code;
// the times are about this machine and only their ratios travel.
import { FIRST_QUERY } from '../packages/all-in-one/src/banner';
import { dataFolder } from '../scripts/system/data-folder';
import { endWith } from '../scripts/system/end-with';
import { join } from 'node:path';
import { cpus } from 'node:os';
import { measureAddToCart } from './measure/add-to-cart';
import { measureQuery, requireSameAnswer } from './measure/federated-query';
import type { QueryRate, Target } from './measure/federated-query';
import { measureFanOut } from './measure/live-fan-out';
import { countOperations } from './operations';
import type { AgoraReady } from './processes/agora';
import { startChild } from './processes/child';
import type { Child } from './processes/child';
import { createShopClient, stockedSkus } from './shop-client';
import { tableLines } from './table';

const STOCK = 'stock @apollo/gateway';
const GATEWAYS = [
  ['Agora', 'own-gateway.ts'],
  [STOCK, 'stock-gateway.ts'],
] as const;
const CLIENTS = 8;
const WATCHERS = 1_000;

async function main(): Promise<void> {
  const startedMs = performance.now();
  const agora = await startChild<AgoraReady>('agora.ts', {
    AGORA_DATA_DIRECTORY: join(dataFolder(process.env), 'bench'),
    LOG_LEVEL: 'error',
    MAX_CONNECTIONS_PER_IDENTITY: String(WATCHERS),
  });
  try {
    // Counts first: load leaves work in the background.
    const { url } = agora.ready;
    const counts = await countRows(url);
    const speeds = [...(await gatewayRows(agora.ready)), ...(await writeRows(url))];
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const machine = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
    console.log(
      [...tableLines(speeds), '', ...tableLines(counts), '', `${machine}; ${String(seconds)} s.`].join('\n'),
    );
  } finally {
    await agora.stop();
  }
}

/** Both gateways as processes of their own over the same subgraphs. */
async function gatewayRows({ subgraphs, secrets }: AgoraReady): Promise<string[][]> {
  const env: NodeJS.ProcessEnv = { ...secrets, NODE_ENV: 'production', LOG_LEVEL: 'error' };
  for (const [name, url] of Object.entries(subgraphs)) env[`${name.toUpperCase()}_URL`] = url;
  const gateways: Child<{ readonly url: string }>[] = [];
  try {
    const targets: Target[] = [];
    for (const [name, file] of GATEWAYS) {
      const gateway = await startChild<{ readonly url: string }>(file, env);
      gateways.push(gateway);
      targets.push({ name, url: gateway.ready.url, cpuMs: () => gateway.cpuMs() });
    }
    await requireSameAnswer(targets, FIRST_QUERY);
    const rows = [
      ['Federated query of the README', 'req/s', 'p50 ms', 'p99 ms', 'ratio', 'CPU ms/request', 'ratio'],
    ];
    for (const connections of [1, 50]) {
      const rates = await measureQuery(targets, FIRST_QUERY, connections);
      const stock = rates.get(STOCK);
      if (stock === undefined) continue;
      for (const [name, rate] of rates)
        rows.push(queryRow(`  c=${String(connections)}, ${name}`, rate, stock));
    }
    return rows;
  } finally {
    for (const gateway of gateways) await gateway.stop();
  }
}

function queryRow(name: string, rate: QueryRate, stock: QueryRate): string[] {
  return [
    name,
    rate.perSecond.toFixed(0),
    String(rate.p50Ms),
    String(rate.p99Ms),
    `${(rate.perSecond / stock.perSecond).toFixed(2)}×`,
    rate.cpuMs.toFixed(2),
    `${(rate.cpuMs / stock.cpuMs).toFixed(2)}×`,
  ];
}

/** What changes carts, on the whole of Agora in one process. */
async function writeRows(url: string): Promise<string[][]> {
  const shop = createShopClient(url, CLIENTS);
  try {
    const skus = await stockedSkus(shop);
    const add = await measureAddToCart(shop, skus, CLIENTS);
    const live = await measureFanOut(shop, url, { sku: skus[0] ?? '', watchers: WATCHERS });
    return [
      [''],
      ['Add to cart', 'adds/s', 'p50 ms', 'p95 ms'],
      [`  ${String(CLIENTS)} clients`, add.perSecond.toFixed(0), add.p50Ms.toFixed(1), add.p95Ms.toFixed(1)],
      [''],
      ['Live change of one cart', 'first ms', 'last ms', 'CPU µs/message'],
      [
        `  to ${WATCHERS.toLocaleString('en')} sockets`,
        live.firstMs.toFixed(1),
        live.lastMs.toFixed(1),
        live.cpuMicrosPerMessage.toFixed(1),
      ],
    ];
  } finally {
    await shop.close();
  }
}

async function countRows(url: string): Promise<string[][]> {
  const rows = [['One operation, warm', 'SQL statements', 'round trips', 'subgraph fetches']];
  for (const { name, counts } of await countOperations(url)) {
    const { statements, roundTrips, fetches } = counts;
    rows.push([`  ${name}`, told(statements), String(roundTrips), told(fetches)]);
  }
  return rows;
}

/** `6 (cart 5, pricing 1)` */
function told(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${String(count)}`);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return parts.length === 0 ? '0' : `${String(total)} (${parts.join(', ')})`;
}

main().catch(endWith);
