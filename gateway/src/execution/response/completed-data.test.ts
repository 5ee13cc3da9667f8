import { CompletedData, stringifyCompleted, withPlainData } from './completed-data';

test.each([
  ['{"name":"Table"}', true],
  ['{"name":"Table"}', false],
  ['{"name":"Café 卓 🪑"}', false],
])('%s is sent as it is (ASCII: %s)', (json, isAscii) => {
  const data = new CompletedData(json, isAscii);
  expect(data.response.toString('utf8')).toBe(`{"data":${json}}`);
  expect(data.response).toBe(data.response);
  expect(stringifyCompleted({ data })).toBe(`{"data":${json}}`);
  expect(withPlainData({ data })).toEqual({ data: JSON.parse(json) as unknown });
});
