import { MAX_ANSWER_DEPTH, checkedAnswer, readSubgraphAnswer } from './subgraph-answer';

type Raw = Parameters<typeof readSubgraphAnswer>[0];

/** Without the text it was read from. */
const read = (text: string, raw: Partial<Raw> = {}): object | undefined => {
  const head = { statusCode: 200, contentType: 'application/json', contentEncoding: undefined };
  const answer = readSubgraphAnswer({ ...head, bytes: Buffer.from(text), ...raw });
  if (answer === undefined) return undefined;
  const { json, isAscii, ...response } = answer;
  expect(json).toBe(text);
  expect(isAscii).toBe(/^[\x00-\x7f]*$/.test(text));
  return response;
};
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('the answer of a subgraph', () => {
  test('is its data and its errors, and nothing else of it', () => {
    const errors = '[{"message":"no","path":["a",0],"extensions":{"code":"X"}},{"message":"no","path":null}]';
    expect(read(`{"data":{"a":[]},"errors":${errors},"extensions":{"x":1}}`)).toEqual({
      data: { a: [] },
      errors: JSON.parse(errors) as unknown,
    });
    expect(read('{"data":null,"errors":null}')).toEqual({ data: null });
    expect(read('{"errors":[]}')).toEqual({ errors: [] });
  });

  test('may have every letter there is', () => {
    const texts = ['Table', 'Café', '\u00ff', '卓', '🪑', 'a\nb'];
    expect(read(JSON.stringify({ data: { texts } }))).toEqual({ data: { texts } });
    for (const text of texts) expect(read(JSON.stringify({ data: { text } }))).toEqual({ data: { text } });
  });

  test('may be as deep as the bound, and as wide as it likes', () => {
    // Two levels are the answer itself and its data.
    expect(read(`{"data":{"a":${nested(MAX_ANSWER_DEPTH - 2)}}}`)).toBeDefined();
    expect(read(`{"data":{"a":${nested(MAX_ANSWER_DEPTH - 1)}}}`)).toBeUndefined();
    const wide = Array.from({ length: MAX_ANSWER_DEPTH * 3 }, () => '{"b":[]}').join();
    expect(read(`{"data":{"a":[${wide}]}}`)).toHaveProperty('data.a.length', MAX_ANSWER_DEPTH * 3);
  });

  test('is held to the same when it has been parsed already', () => {
    const deep = JSON.parse(`{"data":{"a":${nested(100_000)}}}`) as unknown;
    expect(checkedAnswer(deep)).toBeUndefined();
    expect(checkedAnswer({ data: { a: 1 } })).toEqual({ data: { a: 1 } });
    expect(checkedAnswer('no')).toBeUndefined();
  });

  test('is none in an encoding that was not asked for, and is one in the encoding that is none', () => {
    expect(read('{"data":{}}', { contentEncoding: 'br' })).toBeUndefined();
    expect(read('{"data":{}}', { contentEncoding: 'identity' })).toEqual({ data: {} });
  });
});
