import { MemorySnapshotCache } from '@agora/platform/cache';
import { metricsRegistry } from '@agora/platform/metrics';
import { MINUTE_MS, systemClock } from '@agora/platform/time';
import { createDocumentGuard } from '../limits/document-guard';
import { createDocumentStore } from './document-store';
import { onlyIntrospects } from './only-introspects';
import { createOperationDocuments } from './operation-documents';
import { readDocumentRequest, withDocument } from './sent-operation';
import { sha256 } from './sha256';
import { createTrustPolicy } from './trust-policy';
import { createTrustedDocuments, parseManifest } from './trusted-documents';
import type { TrustedDocument } from './trusted-documents';

const TEXT = '{ best { id } }';
const HASH = sha256(TEXT);
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({
  persistedQuery: { version, sha256Hash },
});

describe('an operation that names its document', () => {
  it('does so by hash in the extensions or by documentId', () => {
    const byHash = readDocumentRequest({ extensions: persisted(HASH) });
    expect(byHash).toMatchObject({ text: undefined, reference: { kind: 'hash', value: HASH } });
    const byDocumentId = readDocumentRequest({ documentId: `sha256:${HASH}` });
    expect(byDocumentId).toMatchObject({ reference: { kind: 'hash', value: HASH } });
    expect(readDocumentRequest({ documentId: 'best-1' })).toMatchObject({
      reference: { kind: 'id', value: 'best-1' },
    });
  });

  it('may have an empty query, which is none', () => {
    expect(readDocumentRequest({ query: '', documentId: 'x' }).text).toBeUndefined();
  });

  it.each([
    ['another version', { extensions: persisted(HASH, 2) }],
    ['a hash that is no text', { extensions: persisted(7) }],
    ['a hash without end', { extensions: persisted('a'.repeat(257)) }],
    ['no object', { extensions: { persistedQuery: HASH } }],
    ['an unknown prefix', { documentId: `md5:${HASH}` }],
    ['a hash in capitals', { documentId: `sha256:${HASH.toUpperCase()}` }],
    ['an empty id', { documentId: '' }],
    ['two names that differ', { documentId: 'x', extensions: persisted(HASH) }],
  ])('is refused for %s', (_, sent) => {
    expect(() => readDocumentRequest(sent)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error,
    );
  });

  it('keeps everything else when the text takes the place of the name', () => {
    const sent = { documentId: 'x', variables: { id: 1 }, extensions: { ...persisted(HASH), trace: true } };
    expect(withDocument(sent, TEXT)).toEqual({
      query: TEXT,
      variables: { id: 1 },
      extensions: { trace: true },
    });
    expect(withDocument({ extensions: persisted(HASH) }, TEXT)).toEqual({ query: TEXT });
  });
});

describe('trusted documents', () => {
  const document = (id: string, body: string): TrustedDocument => ({ id, name: 'Best', type: 'query', body });
  const trusted = createTrustedDocuments([document('best-1', TEXT)]);

  it('are found by id and by hash', () => {
    expect([trusted.find('best-1'), trusted.find(HASH), trusted.find('best-2')]).toEqual([
      TEXT,
      TEXT,
      undefined,
    ]);
  });

  it('match however they are written, and nothing that says something else', () => {
    expect(trusted.match('# the best\n{\n  best,  { id }\n}')).toBe(TEXT);
    expect(trusted.match('{ best { id stars } }')).toBeUndefined();
    expect(trusted.match('{ best { id "')).toBeUndefined();
  });

  it('cannot have one id for two bodies', () => {
    expect(() => createTrustedDocuments([document('a', TEXT), document('a', '{ x }')])).toThrow('the id a');
  });

  it('are refused with a reason when the file is something else', () => {
    expect(() => parseManifest('{"format":"other","version":1,"operations":[]}')).toThrow(/format/);
    expect(() => parseManifest('[')).toThrow();
  });
});

describe('the policy of trusted documents', () => {
  const trusted = createTrustedDocuments([{ id: 'a', name: 'Best', type: 'query', body: TEXT }]);
  const warnings: object[] = [];
  const logger = { warn: (about: object) => void warnings.push(about) } as never;
  const policy = (mode: 'off' | 'log' | 'enforce') =>
    createTrustPolicy({ mode, trusted: () => trusted, logger });
  const secret = '{ product(id: "somebody’s") { id } }';

  beforeEach(() => void (warnings.length = 0));

  it('enforced, lets only trusted documents and introspection through', () => {
    expect(policy('enforce').admit('{best{id}}')).toBe(TEXT);
    expect(policy('enforce').admit('{ __typename }')).toBe('{ __typename }');
    expect(() => policy('enforce').admit(secret)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_NOT_TRUSTED' }) as Error,
    );
  });

  it('as a log, lets everything through and tells of each document once, without its text', () => {
    const log = policy('log');
    expect([log.admit(secret), log.admit(secret)]).toEqual([secret, secret]);
    expect(warnings).toEqual([{ document: sha256(secret), mode: 'log' }]);
  });

  it('switched off, leaves texts as they are', () => {
    expect(policy('off').admit('{best{id}}')).toBe('{best{id}}');
  });

  it.each([
    ['{ __schema { types { name } } __typename }', true],
    ['query A { __type(name: "X") { name } } query B { __typename }', true],
    ['{ __typename best { id } }', false],
    ['query A { __typename } query B { best { id } }', false],
    ['{ ...F } fragment F on Query { __typename }', false],
    ['{ __typename', false],
  ])('takes %s for introspection alone: %s', (text, isIntrospection) => {
    expect(onlyIntrospects(text)).toBe(isIntrospection);
  });
});

describe('the store of registered documents', () => {
  const moving = () => {
    let nowMs = 1_000_000;
    return {
      now: () => new Date(nowMs),
      nowMs: () => nowMs,
      pass: (ms: number) => void (nowMs += ms),
    };
  };
  const unshared = (options = {}) => createDocumentStore({ clock: moving(), ...options });

  it('stays within its bound however many are registered, and keeps the newest', async () => {
    const store = unshared({ maxBytes: 100_000 });
    const texts = Array.from({ length: 5_000 }, (_, n) => `{ best { alias${String(n)}: id } }`);
    for (const text of texts) store.register(sha256(text), text);
    expect(store.bytes).toBeLessThanOrEqual(100_000);
    expect(await store.find(sha256(texts[0] ?? ''))).toBeUndefined();
    expect(await store.find(sha256(texts.at(-1) ?? ''))).toBe(texts.at(-1));
  });

  it('does not keep a document that is too large', async () => {
    const store = unshared({ maxDocumentBytes: 20 });
    const large = `{ best { id } } # ${'é'.repeat(10)}`;
    expect([store.register(sha256(large), large), store.register(HASH, TEXT)]).toEqual([false, true]);
    expect(await store.find(sha256(large))).toBeUndefined();
  });

  it('finds what another process has registered', async () => {
    const shared = new MemorySnapshotCache();
    unshared({ shared }).register(HASH, TEXT);
    expect(await unshared({ shared }).find(HASH)).toBe(TEXT);
  });

  it('believes a shared text only when its hash is right', async () => {
    const shared = new MemorySnapshotCache();
    await shared.set(`agora:document:${HASH}`, '{ somethingElse }', 60);
    expect(await unshared({ shared }).find(HASH)).toBeUndefined();
  });

  it('asks the shared cache once for those who want the same at the same time', async () => {
    let asked = 0;
    const shared = Object.assign(new MemorySnapshotCache(), {
      get: async () => {
        asked += 1;
        return TEXT;
      },
    });
    const store = unshared({ shared });
    expect(await Promise.all(Array.from({ length: 20 }, () => store.find(HASH)))).toEqual(
      Array.from({ length: 20 }, () => TEXT),
    );
    expect(asked).toBe(1);
  });

  it('shares so many bytes a minute and no more; what is still used is shared later', async () => {
    const shared = new MemorySnapshotCache();
    const clock = moving();
    const store = createDocumentStore({ shared, clock, sharedBytesPerMinute: TEXT.length * 3 });
    const texts = Array.from({ length: 50 }, (_, n) => TEXT.replace('id', String.fromCharCode(97 + n) + 'x'));
    for (const text of texts) store.register(sha256(text), text);
    expect(await shared.clear('agora:document:')).toBeLessThanOrEqual(3);
    const last = texts.at(-1) ?? '';
    expect(await store.find(sha256(last))).toBe(last);
    expect(await shared.clear('agora:document:')).toBe(0);
    clock.pass(MINUTE_MS);
    await store.find(sha256(last));
    expect(await shared.get(`agora:document:${sha256(last)}`)).toBe(last);
  });

  it('writes the shared copy of a document in use again before its time is over', async () => {
    const shared = new MemorySnapshotCache();
    const clock = moving();
    const store = createDocumentStore({ shared, clock });
    store.register(HASH, TEXT);
    await shared.clear('agora:');
    await store.find(HASH);
    expect(await shared.get(`agora:document:${HASH}`)).toBeUndefined();
    clock.pass(31 * MINUTE_MS);
    await store.find(HASH);
    expect(await shared.get(`agora:document:${HASH}`)).toBe(TEXT);
  });
});

describe('documents of operations', () => {
  const outcomes = async (): Promise<Record<string, number>> => {
    const { values = [] } =
      (await metricsRegistry.getSingleMetric('gateway_persisted_queries_total')?.get()) ?? {};
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels['outcome']), value]));
  };

  it('are registered once, however often their text comes with its hash', async () => {
    const documents = createOperationDocuments({
      guard: createDocumentGuard({ maxTokens: 100, limits: [] }),
      trust: { admit: (text) => text },
      trusted: () => createTrustedDocuments([]),
      store: createDocumentStore({ clock: systemClock }),
    });
    const sent = { query: TEXT, extensions: persisted(HASH) };
    const before = await outcomes();
    for (let times = 0; times < 3; times += 1)
      expect(await documents.resolve(sent, { mayRegister: true })).toBe(TEXT);
    expect(await documents.resolve({ extensions: persisted(HASH) }, { mayRegister: true })).toBe(TEXT);
    const { registered = 0, hit = 0 } = await outcomes();
    expect([registered - (before['registered'] ?? 0), hit - (before['hit'] ?? 0)]).toEqual([1, 1]);
  });

  it('are not there for what names none', async () => {
    const documents = createOperationDocuments({
      guard: createDocumentGuard({ maxTokens: 100, limits: [] }),
      trust: { admit: (text) => text },
      trusted: () => createTrustedDocuments([]),
      store: undefined,
    });
    for (const sent of [{}, { query: '' }, { query: 7 }, { extensions: null, documentId: null }])
      expect(await documents.resolve(sent, { mayRegister: true })).toBeUndefined();
  });
});
