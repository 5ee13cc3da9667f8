import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metricsRegistry } from '@agora/platform/metrics';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { eventually, startTestGateway } from '../testing/test-gateway';
import type { Answer, TestGateway } from '../testing/test-gateway';
import { reviewsSdl, shopSdl } from '../testing/tiny-subgraphs';
import { sha256 } from './sha256';

const BEST = 'query Best { best { id } }';
const WATCH = 'subscription Watch { productChanged(id: "1") { id } }';
const FREE = '{ products { id } }';
const DATA = { data: { best: { id: '2' } } };

let folder: string;
let manifestPath: string;
let test: TestGateway;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agora-documents-'));
  manifestPath = join(folder, 'manifest.json');
});
afterEach(async () => {
  await test.stop();
  await rm(folder, { recursive: true });
});

const trust = (...bodies: string[]): Promise<void> =>
  writeFile(
    manifestPath,
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: bodies.map((body) => ({
        id: `id-${/ (\w+)/.exec(body)?.[1] ?? ''}`,
        name: /(\w+) {/.exec(body)?.[1] ?? '',
        type: body.slice(0, body.indexOf(' ')),
        body,
      })),
    }),
  );
const start = async (mode: string): Promise<void> => {
  test = await startTestGateway({
    isPrimed: false,
    env: { TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_PATH: manifestPath },
  });
};
const named = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const outcome = ({ json }: Answer): unknown => json.data ?? json.errors?.[0]?.extensions['code'];

describe('trusted documents that are enforced', () => {
  beforeEach(async () => {
    await trust(BEST, WATCH);
    await start('enforce');
  });

  it('run by id, by hash and as a text that says the same', async () => {
    for (const sent of [
      { documentId: 'id-Best' },
      { documentId: `sha256:${sha256(BEST)}` },
      { extensions: named(sha256(BEST)) },
      { extensions: named('id-Best') },
      { query: BEST },
      { query: `# with a comment\n${BEST.replaceAll(' ', '\n ')}` },
    ])
      expect((await test.post(sent)).json).toEqual(DATA);
  });

  it('are the only ones, over POST, GET and in a batch; a refusal says nothing of the others', async () => {
    const refused = await test.query(FREE);
    expect([refused.status, outcome(refused)]).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
    expect(refused.text).not.toMatch(/Best|Watch|manifest/);
    const search = new URLSearchParams({ query: FREE }).toString();
    const get = await fetch(`${test.url}/graphql?${search}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect([get.status, await get.json()]).toMatchObject([
      403,
      { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] },
    ]);
    const batch = (await test.post([{ query: FREE }, { query: BEST }])).json;
    expect(batch).toMatchObject([{ errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] }, DATA]);
    expect(test.shop.requests).toHaveLength(0);
  });

  it('are the only ones over the WebSocket and as an event stream', async () => {
    const client = createClient({
      url: `${test.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const first = (payload: object): Promise<unknown> =>
      new Promise((resolve) => {
        client.subscribe(
          { query: '', ...payload },
          { next: resolve, error: resolve, complete: () => undefined },
        );
      });
    const refusal = [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }];
    expect(await first({ query: FREE })).toMatchObject(refusal);
    expect(await first({ query: WATCH.replace('{ id }', '{ madeFor }') })).toMatchObject(refusal);
    expect(await first({ documentId: 'id-Watch' })).toEqual({ data: { productChanged: { id: '1' } } });
    expect(await first({ documentId: 'id-Best' })).toEqual(DATA);
    await client.dispose();

    const stream = (body: object): Promise<Response> =>
      fetch(`${test.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify(body),
      });
    const refused = await stream({ query: FREE });
    expect([refused.status, await refused.json()]).toMatchObject([403, { errors: refusal }]);
    expect(await (await stream({ documentId: 'id-Best' })).text()).toContain(JSON.stringify(DATA));
  });

  it('cannot be extended by registering', async () => {
    const extensions = named(sha256(FREE));
    expect(outcome(await test.post({ query: FREE, extensions }))).toBe('DOCUMENT_NOT_TRUSTED');
    expect(outcome(await test.post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('may be registered as they are written elsewhere', async () => {
    const written = `${BEST} # of an older client`;
    const extensions = named(sha256(written));
    expect(outcome(await test.post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await test.post({ query: written, extensions })).json).toEqual(DATA);
    expect((await test.post({ extensions })).json).toEqual(DATA);
  });

  it('leave introspection and the page for a browser to their own settings', async () => {
    expect((await test.query('{ __schema { queryType { name } } }')).json.data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    expect(outcome(await test.query('{ __typename products { id } }'))).toBe('DOCUMENT_NOT_TRUSTED');
    const page = await fetch(`${test.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
  });

  it('are what the file says now; one that is broken changes nothing', async () => {
    await trust(BEST, WATCH, 'query Products { products { id } }');
    const asked = (): Promise<unknown> => test.post({ documentId: 'id-Products' }).then(outcome);
    const products = { products: [{ id: '1' }, { id: '2' }, { id: '3' }] };
    expect(await eventually(asked, (seen) => typeof seen === 'object')).toEqual(products);
    await writeFile(manifestPath, '{"format":');
    const isLogged = (): Promise<boolean> =>
      Promise.resolve(test.logLines.some((line) => line.includes('the changed manifest is refused')));
    expect(await eventually(isLogged, Boolean)).toBe(true);
    expect(await asked()).toEqual(products);
  });
});

describe('trusted documents that are only logged', () => {
  const untrusted = async (): Promise<number> => {
    const { values } = (await metricsRegistry
      .getSingleMetric('gateway_untrusted_operations_total')
      ?.get()) ?? {
      values: [],
    };
    return values.find(({ labels }) => labels['mode'] === 'log')?.value ?? 0;
  };

  it('let others run, count them, and tell of each once without its text', async () => {
    await trust(BEST);
    await start('log');
    const before = await untrusted();
    for (let times = 0; times < 3; times += 1) expect((await test.query(FREE)).json.errors).toBeUndefined();
    await test.query(BEST);
    expect((await untrusted()) - before).toBe(3);
    const warnings = test.logLines.filter((line) => line.includes('a document that is not trusted'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(sha256(FREE));
    expect(warnings[0]).not.toContain('products');
  });
});

describe('a manifest that cannot be read', () => {
  it('stops the start when it is needed, and only then', async () => {
    await expect(start('enforce')).rejects.toThrow(/trusted documents cannot be read/);
    await start('off');
    expect((await test.query(BEST)).json).toEqual(DATA);
  });
});

describe('plans of known operations', () => {
  const planned = async (): Promise<number> => {
    const text = await metricsRegistry.getSingleMetricAsString('gateway_plan_duration_seconds');
    return Number(/_count (\d+)/.exec(text)?.[1] ?? 0);
  };

  it('are there when a supergraph is served: those of the manifest at the start, those in use at a reload', async () => {
    await trust(BEST);
    await start('off');
    const atStart = await planned();
    expect((await test.query(BEST)).json).toEqual(DATA);
    expect(await planned()).toBe(atStart);
    await test.query(FREE);
    expect(await planned()).toBe(atStart + 1);

    await test.publish({ shop: shopSdl, reviews: reviewsSdl.replace('Stars out of', 'Stars of') });
    await test.gateway.reload();
    const afterReload = await planned();
    expect(afterReload).toBe(atStart + 3);
    expect((await test.query(BEST)).json).toEqual(DATA);
    expect((await test.query(FREE)).json.errors).toBeUndefined();
    expect(await planned()).toBe(afterReload);
  });

  it('do not keep a supergraph from being served that cannot answer them', async () => {
    await trust(BEST, 'query Gone { thereIsNoSuchField }');
    await start('off');
    expect((await test.query(BEST)).json).toEqual(DATA);
    expect(test.logLines.some((line) => line.includes('"refusedNames":["Gone"]'))).toBe(true);
  });
});
