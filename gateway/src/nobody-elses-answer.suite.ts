// Who asks for the same at the same moment, and subgraphs that answer nothing but who asked.
import { createHash, randomUUID } from 'node:crypto';
import { issueGuestToken } from '@agora/platform/auth';
import type { SubgraphRequest, SubgraphResponse } from '@agora/platform/subgraph-transport';
import { setTimeout as wait } from 'node:timers/promises';
import { authConfig, tokenFor } from './testing/test-gateway';
import type { Answer, TestGateway } from './testing/test-gateway';

/** One asker: all that he sends with his requests. */
export interface Identity {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer that was about somebody else, or about nobody. */
export interface Crossing {
  readonly asker: string;
  readonly query: string;
  readonly answer: string;
}

type Post = TestGateway['post'];

const ADA = '0190a000-0000-7000-8000-000000000001';
const BEN = '0190a000-0000-7000-8000-000000000002';

/** Each differs from another one in a single thing. */
export async function identities(): Promise<readonly Identity[]> {
  const bearer = async (
    subject: string,
    role: 'customer' | 'support' | 'admin',
  ): Promise<Record<string, string>> => ({ authorization: `Bearer ${await tokenFor({ subject, role })}` });
  const guest = (number: number): string =>
    issueGuestToken(authConfig.sessionSecret, {
      sessionId: `0190a000-0000-7000-8000-00000000010${String(number)}`,
      tokenVersion: 1,
    });
  const ada = await bearer(ADA, 'customer');
  const shop = { 'x-region': 'US', 'x-currency': 'USD', 'accept-language': 'en' };
  const all: Record<string, Record<string, string>> = {
    nobody: {},
    ada,
    ben: await bearer(BEN, 'customer'),
    'ada as support': await bearer(ADA, 'support'),
    'ada as admin': await bearer(ADA, 'admin'),
    'a guest': { 'x-session-token': guest(1) },
    'another guest': { 'x-session-token': guest(2) },
    'ada who was a guest': { ...ada, 'x-session-token': guest(1) },
    'ada in the US': { ...ada, ...shop },
    'ada in the EU': { ...ada, ...shop, 'x-region': 'EU' },
    'ada with euros': { ...ada, ...shop, 'x-currency': 'EUR' },
    'ada in French': { ...ada, ...shop, 'accept-language': 'fr' },
    'ada in a store': { ...ada, ...shop, 'x-store': 'store-1' },
    'ada on the phone': { ...ada, ...shop, 'x-channel': 'app' },
    'ada once': { ...ada, ...shop, 'x-idempotency-key': 'once' },
    'nobody in the US': shop,
  };
  // The client of these tests would send a language of its own.
  const language = { 'accept-language': 'en' };
  return Object.entries(all).map(([name, headers]) => ({ name, headers: { ...language, ...headers } }));
}

/** Headers of one request alone: nothing that a subgraph says may depend on them. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set([
  'x-correlation-id',
  'traceparent',
  'x-agora-internal',
  'x-deadline-ms',
  'x-agora-client-address',
]);

/** What the subgraphs call whoever sends these headers. */
export function markOf(headers: Readonly<Record<string, string>>): string {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_REQUEST.has(name));
  return createHash('sha256').update(JSON.stringify(kept.sort())).digest('hex').slice(0, 24);
}

function numberOf(mark: string): number {
  return Number.parseInt(mark.slice(0, 7), 16);
}

/** Both subgraphs answer after a moment: with the mark of whoever asked in all they say, errors too. */
export function answerWithTheAsker(test: TestGateway): void {
  const later = () => wait(Math.random() * 4);
  test.shop.answer = async ({ query, headers }) => {
    await later();
    const mark = markOf(headers);
    const products = [
      { __typename: 'Product', id: '1', title: mark },
      { __typename: 'Product', id: '2', title: mark },
    ];
    if (query.includes('refused'))
      return {
        data: { refused: null, products },
        errors: [{ message: mark, path: ['refused'], extensions: { code: 'NOT_FOUND' } }],
      };
    return {
      data: { products, favourites: products, margins: products, productRename: { product: products[0] } },
    };
  };
  test.reviews.answer = async ({ headers, variables, variablesJson }) => {
    await later();
    const asked = (variablesJson === undefined ? variables : JSON.parse(variablesJson)) as {
      readonly representations: readonly unknown[];
    };
    const stars = numberOf(markOf(headers));
    return { data: { _entities: asked.representations.map(() => ({ __typename: 'Product', stars })) } };
  };
}

const QUERIES = [
  'query ($n: Int) { products(first: $n) { id title stars } }',
  'query ($n: Int) { favourites { id title stars } products(first: $n) { title } }',
  'query ($n: Int) { margins { title stars } products(first: $n) { stars } }',
  'query ($n: Int) { refused { id } products(first: $n) { title } }',
  'mutation ($n: ID = "1") { productRename(id: $n, title: "x") { product { title stars } } }',
];

export interface RoundsOptions {
  readonly rounds: number;
  readonly askers: readonly Identity[];
  /** Requests of each asker in one round. */
  readonly times: number;
}

/** All askers at once, round by round. @returns the answers that were not about their asker alone. */
export async function crossings(
  post: Post,
  { rounds, askers, times }: RoundsOptions,
): Promise<readonly Crossing[]> {
  const found: Crossing[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const query = QUERIES[round % QUERIES.length] ?? '';
    const body = { query, variables: query.startsWith('query') ? { n: 1 + (round % 2) } : {} };
    const requests = Array.from({ length: times }, () => askers).flat();
    await Promise.all(
      requests.map(async ({ name, headers }) => {
        const answer = await post(body, { ...headers, 'x-correlation-id': randomUUID() });
        if (!isAbout(answer, { query, mark: markOf(headers) }))
          found.push({ asker: name, query, answer: answer.text });
      }),
    );
  }
  return found;
}

/** Whether all that is said is about the asker, or he was refused before anybody was asked. */
function isAbout(
  { json, text }: Answer,
  { query, mark }: { readonly query: string; readonly mark: string },
): boolean {
  const isGuarded = /favourites|margins/.test(query);
  const marks = [...text.matchAll(/[0-9a-f]{24}/g)].map(([found]) => found);
  const stars = [...text.matchAll(/"stars":(\d+)/g)].map(([, found]) => Number(found));
  const isRefused = json.data === undefined || json.data === null;
  const isSaid = marks.length + stars.length > 0;
  return (
    isSaid !== isRefused &&
    (!isRefused || isGuarded) &&
    marks.every((one) => one === mark) &&
    stars.every((one) => one === numberOf(mark))
  );
}

/**
 * A road on which equal fetches at the same moment are one, as `keyOf` sees them: what a gateway does that takes too little for the
 * identity of a fetch.
 */
export function sharing(
  answer: (request: SubgraphRequest) => Promise<SubgraphResponse>,
  keyOf: (request: SubgraphRequest) => string,
): { readonly answer: typeof answer; readonly shared: () => number } {
  const running = new Map<string, Promise<SubgraphResponse>>();
  let shared = 0;
  return {
    shared: () => shared,
    answer: (request) => {
      const key = keyOf(request);
      const known = running.get(key);
      if (known !== undefined) {
        shared += 1;
        // Each reader gets its own: what is put into data is not copied.
        return known.then((response) => structuredClone(response));
      }
      const one = answer(request).finally(() => running.delete(key));
      running.set(key, one);
      return one.then((response) => structuredClone(response));
    },
  };
}
