import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServiceTokens, issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import type { SubgraphDefinition, SubgraphHost } from '@agora/platform/server';
import { createLogger } from '@agora/platform/logging';
import { serveSubgraph } from '@agora/platform/server';
import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import { eventually } from '@agora/test-kit/eventually';
import { repositoryRoot } from '@agora/test-kit/repository';
import { spentBy } from '../integration/budgets/spent';
import { internalFields } from './internal-fields';
import type { EntityUnderTest, SubgraphUnderTest } from './subgraph-under-test';

/** A started subgraph and what can be done to it. */
export interface StartedSubgraph {
  readonly definition: SubgraphDefinition;
  readonly host: SubgraphHost;
  /** Its database becomes unreachable. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

const auth = readAuthConfig({});
const NOWHERE = '01890000-0000-7000-8000-000000000000';
const ENTITIES = (type: string, selection: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${selection} } } }`;
const INSIDES = /127\.0\.0\.1|ECONNREFUSED|postgres|SELECT|prisma|\.ts:\d/i;

type Headers = Readonly<Record<string, string>>;

/** What every subgraph owes to the others and to the gateway, whatever it is about. */
export function itBehavesAsASubgraph(subject: SubgraphUnderTest, started: () => StartedSubgraph): void {
  const staff = async (): Promise<Headers> => ({
    authorization: `Bearer ${await issueDevelopmentToken(auth, { role: 'admin', subject: 'a1' })}`,
  });
  const ask = (
    query: string,
    headers: Headers = {},
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<SubgraphResponse> => started().host.execute({ query, variables, headers });
  const entities = async (
    { type, selection }: EntityUnderTest,
    keys: readonly Readonly<Record<string, unknown>>[],
    headers: Headers = {},
  ): Promise<readonly unknown[]> => {
    const r = keys.map((key) => ({ __typename: type, ...key }));
    const answer = await ask(ENTITIES(type, selection), headers, { r });
    expect(answer.errors).toBeUndefined();
    return answer.data?.['_entities'] as readonly unknown[];
  };
  const codesOf = ({ errors }: SubgraphResponse): unknown[] =>
    (errors ?? []).map(({ extensions }) => extensions?.['code']);

  it('has committed the schema it serves', () => {
    const committed = readFileSync(join(repositoryRoot, 'subgraphs', subject.name, 'schema.graphql'), 'utf8');
    expect(committed.replace(/^# .*\n/, '').trim()).toBe(started().definition.sdl.trim());
  });

  it('takes a bad token for an error, whichever it is, and never for no token', async () => {
    const foreign = await createServiceTokens(auth.internalSecret, 'gateway').issue('somebody-else');
    const expired = await issueDevelopmentToken(auth, { role: 'admin', subject: 'x', lifetimeSeconds: -120 });
    for (const headers of [
      { authorization: 'Bearer nonsense' },
      { authorization: `Bearer ${expired}` },
      { 'x-session-token': 'nonsense' },
      { 'x-agora-internal': foreign },
    ] as Headers[]) {
      const answer = await ask('{ __typename }', headers);
      expect(answer.data ?? null).toBeNull();
      expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    }
  });

  describe.each(subject.entities.map((entity) => [entity.type, entity] as const))('%s', (_type, entity) => {
    it('is found by its keys in the order asked, and null without an error where there is none', async () => {
      const missing = 'sku' in entity.keyOf(1) ? { sku: 'NO-SUCH-SKU' } : { id: NOWHERE };
      const found = await entities(entity, [entity.keyOf(2), missing, entity.keyOf(1)], await staff());
      expect(found[0]).toMatchObject(entity.keyOf(2));
      expect(found[2]).toMatchObject(entity.keyOf(1));
      // A contributor of fields answers for a key it does not know, with nothing to say about it.
      expectNothing(found[1], missing);
      const nonsense = await entities(entity, [{ id: 'not-an-id', sku: "'; --" }], await staff());
      expectNothing(nonsense[0], { id: 'not-an-id', sku: "'; --" });
    });

    it('is read in as many statements for twenty as for one', async () => {
      const headers = await staff();
      const cost = async (keys: number): Promise<number> => {
        const list = Array.from({ length: keys }, (_, index) => entity.keyOf(index + 1));
        const { statements } = await spentBy(() => entities(entity, list, headers));
        return statements[subject.name] ?? 0;
      };
      const one = await cost(1);
      expect(one).toBeLessThanOrEqual(4);
      expect(await cost(20)).toBe(one);
    });

    if (!entity.isPublic) {
      it('is nobody else’s business: null or empty, without an error', async () => {
        const customer = await issueDevelopmentToken(auth, { role: 'customer', subject: NOWHERE });
        for (const headers of [{}, { authorization: `Bearer ${customer}` }] as Headers[]) {
          const [seen] = await entities(entity, [entity.keyOf(1)], headers);
          expectNothing(seen, entity.keyOf(1));
        }
      });
    }
  });

  it('keeps its internal fields for other subgraphs', async () => {
    const gateway = await createServiceTokens(auth.internalSecret, 'gateway').issue(subject.name);
    const callers: Headers[] = [{}, await staff(), { 'x-agora-internal': gateway, ...(await staff()) }];
    for (const field of internalFields(started().definition.schema)) {
      for (const headers of callers)
        expect([field.name, ...codesOf(await ask(field.document, headers))]).toEqual([
          field.name,
          'FORBIDDEN',
        ]);
      const service = await createServiceTokens(auth.internalSecret, 'order').issue(subject.name);
      const allowed = await ask(field.document, { 'x-agora-internal': service });
      expect(codesOf(allowed)).not.toContain('FORBIDDEN');
    }
  });

  it('masks a fault, says so in its health, and recovers by itself', async () => {
    expect((await started().host.health()).status).toBe('ok');
    await started().cut();
    try {
      const answer = await ask(subject.staffQuery, await staff());
      expect(codesOf(answer)).toEqual(['DOWNSTREAM_UNAVAILABLE']);
      expect(JSON.stringify(answer)).not.toMatch(INSIDES);
      const health = await started().host.health();
      // Degraded where it can go on from memory.
      expect(['down', 'degraded']).toContain(health.status);
      expect(health.services['database']).not.toBe('ok');
      expect(JSON.stringify(health)).not.toMatch(INSIDES);
    } finally {
      await started().restore();
    }
    await eventually(async () => (await started().host.health()).status === 'ok', {
      withinMs: 10_000,
      what: 'a healthy subgraph',
    });
    expect(codesOf(await ask(subject.staffQuery, await staff()))).toEqual([]);
  });

  it('answers over HTTP what it answers in process, and drains within two seconds', async () => {
    const logger = createLogger({ name: 'conformance', level: 'silent' });
    const server = await serveSubgraph(started().host, { port: 0, logger });
    const send = async (headers: Headers): Promise<Response> =>
      fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: subject.staffQuery }),
      });
    expect((await send({ authorization: 'Bearer nonsense' })).status).toBe(401);
    const own = (await (await send(await staff())).json()) as SubgraphResponse;
    expect(own).toEqual(await ask(subject.staffQuery, await staff()));
    expect((await fetch(new URL('/health', server.url))).status).toBe(200);
    const running = send(await staff());
    const startedAt = performance.now();
    await Promise.all([server.close(), running.catch(() => undefined)]);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    await expect(send({})).rejects.toThrow();
  });

  it('stops within two seconds, and stopping twice is harmless', async () => {
    const startedAt = performance.now();
    await started().host.stop();
    await started().host.stop();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
}

/** Null, or the key itself with nothing else that is not null or empty. */
function expectNothing(seen: unknown, key: Readonly<Record<string, unknown>>): void {
  if (seen === null) return;
  for (const [name, value] of Object.entries(seen as object)) {
    if (name in key) expect(value).toBe(key[name]);
    else expect([null, [], { nodes: [] }]).toContainEqual(value);
  }
}
