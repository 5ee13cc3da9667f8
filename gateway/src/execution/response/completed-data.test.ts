import {
  CompletedData,
  bytesOfResponse,
  noteCompleted,
  stringifyCompleted,
  withPlainData,
} from './completed-data';

test.each([
  ['{"name":"Table"}', true],
  ['{"name":"Table"}', false],
  ['{"name":"Café 卓 🪑"}', false],
])('%s is sent as it is (ASCII: %s)', (json, isAscii) => {
  const data = new CompletedData(json, isAscii);
  expect(data.response.toString('utf8')).toBe(`{"data":${json}}`);
  expect(data.response).toBe(data.response);
  expect(stringifyCompleted({ data })).toBe(`{"data":${json}}`);
  expect(stringifyCompleted({ data })).toBe(stringifyCompleted({ data, errors: undefined }));
  expect(withPlainData({ data })).toEqual({ data: JSON.parse(json) as unknown });
});

test('the bytes of a text are those of the data it was made of, and of no other', () => {
  const [data, other] = [new CompletedData('{"a":1}', true), new CompletedData('{"a":2}', true)];
  const asking = { identity: {} };
  noteCompleted(asking, data);
  expect(bytesOfResponse({ ...asking }, stringifyCompleted({ data }))).toBe(data.response);
  expect(bytesOfResponse(asking, stringifyCompleted({ data: other }))).toBeUndefined();
  expect(bytesOfResponse(asking, stringifyCompleted({ data, errors: [{ message: 'x' }] }))).toBeUndefined();
  expect(bytesOfResponse({ identity: {} }, stringifyCompleted({ data }))).toBeUndefined();
});
