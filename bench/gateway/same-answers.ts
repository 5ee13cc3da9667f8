import { isDeepStrictEqual } from 'node:util';

/** How long an answer of each is, by name: what answers under load are held against. */
export type AnswerBytes = ReadonlyMap<string, number>;

export interface Answering {
  readonly name: string;
  /** The gateway's `/graphql`. */
  readonly url: string;
}

const ANSWER_TIMEOUT_MS = 10_000;

/**
 * Sends these requests, all at once, to each gateway in turn and compares the data of every answer with the first
 * gateway's.
 * @throws Error when an answer has errors or other data or does not come in ten seconds, or the answers of a gateway
 *   are not of one length.
 */
export async function requireSameAnswers(
  gateways: readonly Answering[],
  bodies: readonly string[],
): Promise<AnswerBytes> {
  const lengths = new Map<string, number>();
  let expected: readonly unknown[] | undefined;
  for (const { name, url } of gateways) {
    const texts = await Promise.all(bodies.map((body) => post(url, body)));
    const data = texts.map((text) => dataOf(name, text));
    expected ??= data;
    if (!isDeepStrictEqual(data, expected)) throw new Error(`${name} answers differently.`);
    lengths.set(name, oneLength(name, texts));
  }
  return lengths;
}

async function post(url: string, body: string): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  return answer.text();
}

function dataOf(name: string, text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (errors !== undefined || data == null)
    throw new Error(`${name} has no answer without errors: ${text.slice(0, 1_000)}`);
  return data;
}

function oneLength(name: string, texts: readonly string[]): number {
  const [length = 0, ...others] = new Set(texts.map((text) => Buffer.byteLength(text)));
  if (others.length > 0) throw new Error(`${name} answers requests of one kind in different lengths.`);
  return length;
}
