// The gateway alone, over the stub subgraphs of the benchmark: no fetch is like another, and plans come and go.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servingEnvironment } from '../gateway/serving-environment';
import { distinctRequests } from '../gateway/requests';
import type { StubReady } from '../gateway/stub/process';
import { stubSupergraph } from '../gateway/stub/supergraph';
import { startChild } from '../processes/child';
import { createShopClient } from '../shop-client';
import { startClients } from './soaked';
import type { Client, Soaked } from './soaked';

const PAUSE_MS = 100;
/** More documents than the gateway keeps plans of, one after the other between the requests of the benchmark. */
const SMALL_DOCUMENTS = 1_500;
const SMALL_EVERY = 10;
/** At once, to fill the caches before anything is measured. */
const FILLING = 4;
const SUBGRAPH_DELAY_MS = 5;

export async function startSoakedGateway(clients: number): Promise<Soaked> {
  const folder = mkdtempSync(join(tmpdir(), 'agora-soak-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const stub = await startChild<StubReady>(join(__dirname, '../gateway/stub/process.ts'), {});
  await stub.ask({ kind: 'delay', delayMs: SUBGRAPH_DELAY_MS });
  const env = servingEnvironment(folder, stubSupergraph(stub.ready.urls));
  const gateway = await startChild<{ readonly url: string }>(
    join(__dirname, '../gateway/processes/agora.ts'),
    env,
    { nodeOptions: ['--expose-gc'] },
  );
  const { origin } = new URL(gateway.ready.url);
  await fillCaches(origin);
  const requests = distinctRequests();
  let count = 0;
  const open = (): Promise<Client> => {
    const shop = createShopClient(origin, 1);
    return Promise.resolve({
      turn: async () => {
        count += 1;
        const isSmall = count % SMALL_EVERY === 0;
        const { query, variables } = JSON.parse(requests.next()) as { query: string; variables: object };
        if (isSmall) await shop.ask(smallDocument(count / SMALL_EVERY));
        else await shop.ask(query, variables);
      },
      close: () => shop.close(),
    });
  };
  return {
    name: 'gateway',
    process: gateway,
    held: clients,
    startLoad: () => startClients({ count: clients, pauseMs: PAUSE_MS, open }),
    stop: async () => {
      await gateway.stop();
      await stub.stop();
    },
  };
}

async function fillCaches(origin: string): Promise<void> {
  const shop = createShopClient(origin, FILLING);
  let next = 0;
  const fill = async (): Promise<void> => {
    while (next < SMALL_DOCUMENTS) {
      next += 1;
      await shop.ask(smallDocument(next));
    }
  };
  await Promise.all(Array.from({ length: FILLING }, fill));
  await shop.close();
}

function smallDocument(index: number): string {
  return `query Small${String(index % SMALL_DOCUMENTS)} { users { id username name } }`;
}
