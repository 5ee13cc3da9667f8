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

const OURS = 'Agora';
const STOCK = 'stock @apollo/gateway';
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
    const rows = [...(await gatewayRows(agora.ready)), ...(await writeRows(url)), ['']];
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const machine = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
    console.log([...tableLines([...rows, ...counts]), '', `${machine}; ${String(seconds)} s.`].join('\n'));
  } finally {
    await agora.stop();
  }
}

/** Both gateways as processes of their own over the same subgraphs. */
async function gatewayRows({ subgraphs, secrets }: AgoraReady): Promise<string[][]> {
  const addresses = Object.entries(subgraphs).map(([name, url]) => [`${name.toUpperCase()}_URL`, url]);
  const env = { ...secrets, ...Object.fromEntries(addresses), NODE_ENV: 'production', LOG_LEVEL: 'error' };
  const gateways: Child<{ url: string }>[] = [];
  try {
    for (const file of ['own-gateway.ts', 'stock-gateway.ts']) gateways.push(await startChild(file, env));
    const targets: Target[] = [OURS, STOCK].map((name, index) => ({
      name,
      url: gateways[index]?.ready.url ?? '',
    }));
    await requireSameAnswer(targets, FIRST_QUERY);
    const rows = [['Federated query of the README', 'req/s', 'p50 ms', 'p99 ms', 'ratio']];
    for (const connections of [1, 50]) {
      const rates = await measureQuery(targets, FIRST_QUERY, connections);
      const base = rates.get(STOCK)?.perSecond ?? 0;
      for (const [name, rate] of rates)
        rows.push(queryRow(`  c=${String(connections)}, ${name}`, rate, base));
    }
    return rows;
  } finally {
    for (const gateway of gateways) await gateway.stop();
  }
}

function queryRow(name: string, { perSecond, p50Ms, p99Ms }: QueryRate, base: number): string[] {
  return [name, perSecond.toFixed(0), String(p50Ms), String(p99Ms), `${(perSecond / base).toFixed(2)}×`];
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
