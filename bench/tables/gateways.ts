import { FIRST_QUERY } from '../../packages/all-in-one/src/banner';
import { measureQuery, requireSameAnswer } from '../measure/federated-query';
import type { QueryRate, Target } from '../measure/federated-query';
import type { AgoraReady } from '../processes/agora';
import { startChild } from '../processes/child';
import type { Child } from '../processes/child';
import { ratio } from '../table';

const STOCK = 'stock @apollo/gateway';
const GATEWAYS = [
  ['Agora', 'own-gateway.ts'],
  [STOCK, 'stock-gateway.ts'],
] as const;

/** Both gateways as processes of their own over the same subgraphs. */
export async function gatewayRows({ subgraphs, secrets }: AgoraReady): Promise<string[][]> {
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
    ratio(rate.perSecond, stock.perSecond),
    rate.cpuMs.toFixed(2),
    ratio(rate.cpuMs, stock.cpuMs),
  ];
}
