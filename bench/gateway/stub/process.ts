// The four stub subgraphs: one process, a port each, answers from memory after a delay that can be set.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { endWith } from '../../../scripts/system/end-with';
import { offer } from '../../processes/child';
import { createAnswer } from './answer';
import { STUB_ROOTS } from './graph';
import { STUB_NAMES } from './sdl';
import type { StubName } from './sdl';

export interface StubReady {
  readonly urls: Readonly<Record<StubName, string>>;
}

/** What the process can be asked for. Both answer with the counts so far. */
export type StubQuestion = { readonly kind: 'counts' } | { readonly kind: 'delay'; readonly delayMs: number };

export interface StubCounts {
  readonly calls: number;
  /** Of the bodies of all requests. */
  readonly requestBytes: number;
}

// Longer than any pause between two rounds: a gateway must not meet a socket that was just closed.
const KEEP_ALIVE_MS = 600_000;

async function main(): Promise<void> {
  const counts = { calls: 0, requestBytes: 0 };
  let delayMs = 0;
  const servers = await Promise.all(
    STUB_NAMES.map((name) => {
      const answer = createAnswer(STUB_ROOTS[name]);
      return listen(async (request, response) => {
        const body = await text(request);
        counts.calls += 1;
        counts.requestBytes += Buffer.byteLength(body);
        const send = (): void => {
          response.setHeader('content-type', 'application/json');
          response.end(answer(body));
        };
        if (delayMs === 0) send();
        else setTimeout(send, delayMs);
      });
    }),
  );
  const urls = Object.fromEntries(STUB_NAMES.map((name, index) => [name, urlOf(servers[index])]));
  offer({ urls }, () => closeAll(servers), {
    answer: (question) => {
      const asked = question as StubQuestion;
      if (asked.kind === 'delay') ({ delayMs } = asked);
      return { ...counts };
    },
  });
}

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Server> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server | undefined): string {
  return `http://127.0.0.1:${String((server?.address() as AddressInfo).port)}/graphql`;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
}

main().catch(endWith);
