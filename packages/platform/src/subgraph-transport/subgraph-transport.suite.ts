import { setTimeout as wait } from 'node:timers/promises';
import { readAuthConfig } from '../auth/auth-config';
import { issueDevelopmentToken } from '../auth/development-token';
import { createServiceTokens } from '../auth/service-tokens';
import { createTokenVerifier } from '../auth/token-verifier';
import { createLogger } from '../logging/logger';
import { createSubgraphHost } from '../server/subgraph-host';
import type { SubgraphHost } from '../server/subgraph-host';
import type { SubgraphTransport } from './subgraph-transport';
import { RecordingSubgraphSink, until } from './testing/recording-subgraph-sink';
import { TickingSubgraph } from './testing/ticking-subgraph';

/** One adapter with a subgraph at its other end. */
export interface TransportLane {
  readonly transport: SubgraphTransport;
  /** Takes the subgraph away. */
  goDown(): Promise<void>;
  /** Brings it back at the same place. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const auth = readAuthConfig({});
const logger = createLogger({ name: 'ticking', level: 'silent' });

/** What every {@link SubgraphTransport} keeps. `open` makes one adapter over a host that can be made again. */
export function subgraphTransportSuite(
  name: string,
  open: (createHost: () => Promise<SubgraphHost>) => Promise<TransportLane>,
): void {
  describe(name, () => {
    let lane: TransportLane;
    let subgraph: TickingSubgraph;

    beforeEach(async () => {
      subgraph = new TickingSubgraph();
      lane = await open(() =>
        createSubgraphHost(subgraph.definition, { auth: createTokenVerifier(auth, 'ticking'), logger }),
      );
    });
    afterEach(async () => {
      await lane.close();
    });

    interface Following {
      readonly sink: RecordingSubgraphSink;
      readonly stop: () => void;
    }
    const noHeaders = (): Promise<Record<string, string>> => Promise.resolve({});
    const follow = (
      query: string,
      more: Partial<Parameters<SubgraphTransport['subscribe']>[0]> = {},
    ): Following => {
      const sink = new RecordingSubgraphSink();
      return { sink, stop: lane.transport.subscribe({ query, headers: noHeaders, ...more }, sink) };
    };
    const arrived = (sink: RecordingSubgraphSink, count: number): Promise<void> =>
      until(() => sink.responses.length >= count, `${String(count)} messages`);

    test('an operation is answered', async () => {
      const answer = await lane.transport.execute({ query: '{ now }', headers: {} });
      expect(answer).toMatchObject({ data: { now: 1 } });
    });

    test('messages come in order, and completion after the last', async () => {
      const { sink } = follow('subscription Count($n: Int!) { c: countTo(last: $n) }', {
        variables: { n: 100 },
        operationName: 'Count',
      });
      await until(() => sink.ending !== 'open', 'the end');
      expect(sink.ending).toBe('complete');
      expect(sink.values('c')).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
      expect(sink.interruptions).toEqual([]);
      expect(sink.late).toBe(0);
    });

    test('what fails in a message is masked, and the next one comes', async () => {
      const { sink, stop } = follow('subscription { brokenTicks }');
      await arrived(sink, 1);
      subgraph.tick();
      subgraph.tick();
      await arrived(sink, 3);
      expect(sink.responses[0]).toEqual({ data: { brokenTicks: 1 } });
      expect(sink.responses[1]).toMatchObject({
        data: { brokenTicks: null },
        errors: [{ path: ['brokenTicks'], extensions: { code: 'INTERNAL' } }],
      });
      expect(sink.responses[2]).toEqual({ data: { brokenTicks: 3 } });
      expect(JSON.stringify(sink.responses)).not.toContain('secret_table');
      stop();
    });

    test.each([
      ['a refusal', 'subscription { refused }', 'FORBIDDEN'],
      ['a source that fails', 'subscription { brokenSource }', 'INTERNAL'],
      ['a document that is not valid', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
      ['a document that does not parse', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ])('%s ends it with a masked error', async (_, query, code) => {
      const { sink } = follow(query);
      await until(() => sink.ending !== 'open', 'the end');
      expect(sink.ending).toMatchObject([{ extensions: { code } }]);
      expect(JSON.stringify(sink.ending)).not.toContain('10.0.0.7');
      expect(sink.responses).toEqual([]);
      await wait(30);
      expect(sink.late).toBe(0);
    });

    test('each subscription has its own viewer, and each message its own context', async () => {
      const token = await issueDevelopmentToken(auth, { subject: 'u1', role: 'support' });
      const service = await createServiceTokens(auth.internalSecret, 'gateway').issue('ticking');
      const query = 'subscription { callers { role subject session service region contexts } }';
      const staff = follow(query, {
        headers: () =>
          Promise.resolve({
            authorization: `Bearer ${token}`,
            'x-agora-internal': service,
            'x-region': 'EU',
          }),
      });
      const nobody = follow(query);
      await Promise.all([arrived(staff.sink, 1), arrived(nobody.sink, 1)]);
      subgraph.tick();
      await Promise.all([arrived(staff.sink, 2), arrived(nobody.sink, 2)]);
      expect(staff.sink.values('callers')).toMatchObject([
        { role: 'support', subject: 'u1', service: 'gateway', region: 'EU' },
        { role: 'support', subject: 'u1', service: 'gateway', region: 'EU' },
      ]);
      expect(nobody.sink.values('callers')[0]).toMatchObject({
        role: 'anonymous',
        subject: null,
        service: null,
      });
      const serials = [...staff.sink.values('callers'), ...nobody.sink.values('callers')].map(
        (caller) => (caller as { contexts: number }).contexts,
      );
      expect(new Set(serials).size).toBe(4);
      staff.stop();
      nobody.stop();
    });

    test('a token that is not good ends it', async () => {
      const { sink } = follow('subscription { ticks }', {
        headers: () => Promise.resolve({ authorization: 'Bearer nonsense' }),
      });
      await until(() => sink.ending !== 'open', 'the end');
      expect(sink.ending).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    });

    test('leaving ends the source at once, although it waits for its next event', async () => {
      const first = follow('subscription { ticks }');
      const second = follow('subscription { ticks }');
      await Promise.all([arrived(first.sink, 1), arrived(second.sink, 1)]);
      expect(subgraph.openSources).toBe(2);
      first.stop();
      first.stop();
      await until(() => subgraph.openSources === 1, 'the source to be left');
      subgraph.tick();
      await arrived(second.sink, 2);
      expect(first.sink.responses).toHaveLength(1);
      expect(first.sink.ending).toBe('open');
      second.stop();
      await until(() => subgraph.openSources === 0, 'the other source to be left');
    });

    test('leaving while the source is still being opened leaves nothing behind', async () => {
      let opened = (): void => undefined;
      subgraph.openingTakes = new Promise((resolve) => (opened = resolve));
      const { sink, stop } = follow('subscription { ticks }');
      await wait(50);
      stop();
      await wait(20);
      opened();
      await wait(50);
      expect(subgraph.openSources).toBe(0);
      expect(sink.responses).toEqual([]);
    });

    test('an abort is the same as leaving', async () => {
      const gone = new AbortController();
      const { sink } = follow('subscription { ticks }', { signal: gone.signal });
      await arrived(sink, 1);
      gone.abort();
      await until(() => subgraph.openSources === 0, 'the source to be left');
      const late = follow('subscription { ticks }', { signal: gone.signal });
      await wait(30);
      expect(subgraph.openSources).toBe(0);
      expect([sink.ending, late.sink.ending]).toEqual(['open', 'open']);
    });

    test('a subgraph that goes away and comes back begins anew, with new headers', async () => {
      const headers = jest.fn(noHeaders);
      const { sink, stop } = follow('subscription { ticks }', { headers });
      await arrived(sink, 1);
      await lane.goDown();
      await until(() => sink.interruptions.length >= 2, 'two interruptions');
      expect(sink.interruptions[0]).toMatchObject({
        failures: 1,
        errors: [{ extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }],
      });
      expect(sink.interruptions[1]?.failures).toBe(2);
      expect(subgraph.openSources).toBe(0);
      subgraph.current = 7;
      await lane.comeBack();
      await arrived(sink, 2);
      subgraph.tick();
      await arrived(sink, 3);
      expect(sink.values('ticks')).toEqual([1, 7, 8]);
      expect(headers.mock.calls.length).toBeGreaterThan(2);
      expect(subgraph.openSources).toBe(1);
      stop();
    });

    test('a subgraph that is not there yet is waited for', async () => {
      await lane.goDown();
      const { sink, stop } = follow('subscription { ticks }');
      await until(() => sink.interruptions.length > 0, 'an interruption');
      await lane.comeBack();
      await arrived(sink, 1);
      expect(sink.ending).toBe('open');
      stop();
    });

    test('headers that cannot be made are tried again', async () => {
      const headers = jest.fn(noHeaders).mockRejectedValueOnce(new Error('no key'));
      const { sink, stop } = follow('subscription { ticks }', { headers });
      await arrived(sink, 1);
      expect(sink.interruptions).toHaveLength(1);
      stop();
    });

    test('closing leaves every subscription without a word', async () => {
      const { sink } = follow('subscription { ticks }');
      await arrived(sink, 1);
      await lane.transport.close();
      await until(() => subgraph.openSources === 0, 'the source to be left');
      await wait(30);
      expect(sink.ending).toBe('open');
      expect(sink.interruptions).toEqual([]);
    });
  });
}
