import { createHttpTransport } from './http-transport';
import type { SubgraphTransport } from './subgraph-transport';
import {
  GOOD_ANSWER,
  NONSENSE,
  UNENDING,
  answerWith,
  startHostileSubgraph,
} from './testing/hostile-subgraph';
import type { HostileSubgraph } from './testing/hostile-subgraph';
import { until } from './testing/recording-subgraph-sink';

const MAX_ANSWER_BYTES = 1_000_000;
/** What the two ends of a connection may hold besides. */
const BUFFERS = 16_000_000;

describe('a subgraph that answers with', () => {
  let subgraph: HostileSubgraph;
  let transport: SubgraphTransport;
  beforeEach(async () => {
    subgraph = await startHostileSubgraph();
    transport = createHttpTransport({
      ...{ url: subgraph.url, connections: 1, maxAnswerBytes: MAX_ANSWER_BYTES },
    });
  });
  afterEach(async () => {
    await transport.close();
    await subgraph.close();
  });

  const ask = async (signal?: AbortSignal) => {
    const { data, errors } = await transport.execute({ query: '{ ok }', headers: {}, signal });
    return errors === undefined ? { data } : { data, errors };
  };

  test.each(Object.entries(NONSENSE))('%s does not answer', async (_, misbehaviour) => {
    subgraph.behave(misbehaviour);
    await expect(ask()).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    expect(subgraph.requests).toBe(1);
    subgraph.behave(answerWith(GOOD_ANSWER));
    // There may be but one connection: it was given back, or given up for another.
    expect(await ask()).toEqual({ data: { ok: true } });
    expect(subgraph.connections).toBeLessThanOrEqual(1);
  });

  test.each(Object.entries(UNENDING))('%s costs its connection and not more', async (_, misbehaviour) => {
    subgraph.behave(misbehaviour);
    await expect(ask(AbortSignal.timeout(300))).rejects.toMatchObject({
      code: expect.stringMatching(/^(DOWNSTREAM_UNAVAILABLE|DEADLINE_EXCEEDED)$/) as string,
    });
    await until(() => subgraph.held === 0, 'the connection to be given up');
    expect(subgraph.bytesSent).toBeLessThan(MAX_ANSWER_BYTES + BUFFERS);
    subgraph.behave(answerWith(GOOD_ANSWER));
    expect(await ask()).toEqual({ data: { ok: true } });
  });

  test('more than is accepted, however it is sent, does not answer', async () => {
    const tooMuch = `{"data":{"ok":"${'x'.repeat(MAX_ANSWER_BYTES)}"}}`;
    for (const behaviour of [answerWith(tooMuch), inPieces(tooMuch)]) {
      subgraph.behave(behaviour);
      await expect(ask()).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    }
    subgraph.behave(inPieces(`{"data":{"ok":"${'x'.repeat(MAX_ANSWER_BYTES / 2)}"}}`));
    expect((await ask()).data?.['ok']).toHaveLength(MAX_ANSWER_BYTES / 2);
  });

  test('a second answer to one request does not answer the next one', async () => {
    const good = httpText(GOOD_ANSWER);
    subgraph.behave((_response, socket) => {
      socket.write(`${good}${httpText('{"data":{"ok":"of somebody else"}}')}`);
    });
    expect(await ask()).toEqual({ data: { ok: true } });
    expect(await ask()).toEqual({ data: { ok: true } });
  });

  test('keys that every object inherits changes no object', async () => {
    subgraph.behave(
      answerWith(
        '{"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"__proto__":{"polluted":1}}',
      ),
    );
    const { data } = await ask();
    expect(Object.keys(data ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('one key twice means the last', async () => {
    subgraph.behave(answerWith('{"data":{"ok":1},"data":{"ok":2,"ok":3}}'));
    expect(await ask()).toEqual({ data: { ok: 3 } });
  });

  test('very many errors is heard, but not to the end', async () => {
    const errors = Array.from({ length: 20_000 }, () => '{"message":"no"}').join();
    subgraph.behave(answerWith(`{"data":null,"errors":[${errors}]}`));
    const answer = await ask();
    expect(answer.data).toBeNull();
    expect(answer.errors).toHaveLength(1_000);
  });
});

describe('a GraphQL answer', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'application/graphql-response+json'])(
    'is one as %s, whatever its status',
    async (contentType) => {
      const subgraph = await startHostileSubgraph();
      const transport = createHttpTransport({ url: subgraph.url });
      subgraph.behave((response) => {
        response.writeHead(500, { 'content-type': contentType }).end('{"errors":[{"message":"no"}]}');
      });
      const answer = await transport.execute({ query: '{ ok }', headers: {} });
      expect(answer).toMatchObject({ errors: [{ message: 'no' }] });
      await transport.close();
      await subgraph.close();
    },
  );
});

function inPieces(text: string): Parameters<HostileSubgraph['behave']>[0] {
  return (response) => {
    response.setHeader('content-type', 'application/json');
    for (let at = 0; at < text.length; at += 50_000) response.write(text.slice(at, at + 50_000));
    response.end();
  };
}

function httpText(body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`;
}
