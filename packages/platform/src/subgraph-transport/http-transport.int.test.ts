import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { readAuthConfig } from '../auth/auth-config';
import { createTokenVerifier } from '../auth/token-verifier';
import { createLogger } from '../logging/logger';
import { serveSubgraph } from '../server/serve-subgraph';
import type { RunningServer } from '../server/serve-subgraph';
import { createSubgraphHost } from '../server/subgraph-host';
import type { SubgraphHost } from '../server/subgraph-host';
import { createHttpTransport } from './http-transport';
import { subgraphTransportSuite } from './subgraph-transport.suite';
import { RecordingSubgraphSink, until } from './testing/recording-subgraph-sink';
import { TickingSubgraph } from './testing/ticking-subgraph';

const logger = createLogger({ name: 'ticking', level: 'silent' });
const none = (): Promise<Record<string, string>> => Promise.resolve({});

subgraphTransportSuite('the road over HTTP', async (createHost) => {
  let host = await createHost();
  let server: RunningServer | undefined = await serveSubgraph(host, { port: 0, logger });
  const { port, url } = server;
  const transport = createHttpTransport({ url });
  const goDown = async (): Promise<void> => {
    await server?.close();
    server = undefined;
    await host.stop();
  };
  return {
    transport,
    goDown,
    comeBack: async () => {
      host = await createHost();
      server = await serveSubgraph(host, { port, logger });
    },
    close: async () => {
      await transport.close();
      await goDown();
    },
  };
});

describe('the socket to a subgraph', () => {
  let subgraph: TickingSubgraph;
  let host: SubgraphHost;
  let server: RunningServer;
  let wire: Wire;
  beforeEach(async () => {
    subgraph = new TickingSubgraph();
    const auth = createTokenVerifier(readAuthConfig({}), 'ticking');
    host = await createSubgraphHost(subgraph.definition, { auth, logger });
    server = await serveSubgraph(host, { port: 0, logger });
    wire = await openWire(server.port);
  });
  afterEach(async () => {
    await wire.close();
    await server.close();
    await host.stop();
  });

  test('is one for all subscriptions, and is opened by the first', async () => {
    const transport = createHttpTransport({ url: wire.url });
    expect(wire.connections).toBe(0);
    const sinks = Array.from({ length: 20 }, () => new RecordingSubgraphSink());
    for (const sink of sinks) transport.subscribe({ query: 'subscription { ticks }', headers: none }, sink);
    await until(() => sinks.every((sink) => sink.responses.length === 1), 'all first messages');
    expect(wire.connections).toBe(1);
    await transport.close();
  });

  test('that is cut off is opened again for all of them', async () => {
    const transport = createHttpTransport({ url: wire.url });
    const sinks = Array.from({ length: 20 }, () => new RecordingSubgraphSink());
    for (const sink of sinks) transport.subscribe({ query: 'subscription { ticks }', headers: none }, sink);
    await until(() => sinks.every((sink) => sink.responses.length === 1), 'all first messages');
    wire.cut();
    await until(() => sinks.every((sink) => sink.responses.length === 2), 'all of them to begin anew');
    await until(() => subgraph.openSources === 20, 'the old sources to be left');
    expect(wire.connections).toBe(2);
    await transport.close();
  });

  test('is closed with the last of them, also after it was cut off', async () => {
    const transport = createHttpTransport({ url: wire.url });
    const sinks = [new RecordingSubgraphSink(), new RecordingSubgraphSink()];
    const stops = sinks.map((sink) =>
      transport.subscribe({ query: 'subscription { ticks }', headers: none }, sink),
    );
    await until(() => sinks.every((sink) => sink.responses.length === 1), 'all first messages');
    wire.cut();
    await until(() => sinks.every((sink) => sink.responses.length === 2), 'all of them to begin anew');
    stops[0]?.();
    await wait(30);
    expect(wire.open).toBe(1);
    stops[1]?.();
    await until(() => wire.open === 0, 'the socket to be closed');
    await transport.close();
  });

  test('that is dead without having said so is found out and opened again', async () => {
    const transport = createHttpTransport({ url: wire.url, pingMs: 100 });
    const sink = new RecordingSubgraphSink();
    transport.subscribe({ query: 'subscription { ticks }', headers: none }, sink);
    await until(() => sink.responses.length === 1, 'the first message');
    await wait(300);
    expect(sink.interruptions).toEqual([]);
    wire.stall();
    await until(() => sink.responses.length === 2, 'it to begin anew');
    expect(sink.interruptions).toHaveLength(1);
    expect(wire.connections).toBe(2);
    await transport.close();
  });
});

describe('the WebSocket of a subgraph', () => {
  test('ends a subscription whose reader does not read, instead of keeping everything for it', async () => {
    const subgraph = new TickingSubgraph();
    const auth = createTokenVerifier(readAuthConfig({}), 'ticking');
    const host = await createSubgraphHost(subgraph.definition, { auth, logger });
    const server = await serveSubgraph(host, { port: 0, logger });
    const wire = await openWire(server.port);
    const transport = createHttpTransport({ url: wire.url });
    const sink = new RecordingSubgraphSink();
    const long = 'a'.repeat(60_000);
    transport.subscribe({ query: `subscription { ${long}: ticks }`, headers: none }, sink);
    await until(() => sink.responses.length === 1, 'the first message');
    wire.stall();
    for (let i = 0; i < 2_000 && subgraph.openSources > 0; i += 1) {
      subgraph.tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => subgraph.openSources === 0, 'the source to be left');
    wire.resume();
    await until(() => sink.ending !== 'open', 'the end');
    expect(sink.ending).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_OVERFLOW' } }]);
    const ticks = sink.values(long);
    expect(ticks).toEqual(Array.from({ length: ticks.length }, (_, index) => index + 1));
    await transport.close();
    await wire.close();
    await server.close();
    await host.stop();
  });
});

/** A connection to a subgraph that a test can cut and stop. */
interface Wire {
  readonly url: string;
  /** How many there were, and how many there are. */
  readonly connections: number;
  readonly open: number;
  cut(): void;
  stall(): void;
  resume(): void;
  close(): Promise<void>;
}

async function openWire(port: number): Promise<Wire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let connections = 0;
  const server: Server = createServer((near) => {
    connections += 1;
    const far = connect(port, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const each = (what: (far: Socket, near: Socket) => void): void => {
    for (const [near, far] of [...pairs]) what(far, near);
  };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    get connections() {
      return connections;
    },
    get open() {
      return pairs.size;
    },
    cut: () => {
      each((far, near) => {
        far.destroy();
        near.destroy();
      });
    },
    stall: () => {
      each((far, near) => {
        far.unpipe(near);
        far.pause();
      });
    },
    resume: () => {
      each((far, near) => {
        far.pipe(near);
      });
    },
    close: async () => {
      each((far, near) => {
        far.destroy();
        near.destroy();
      });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
