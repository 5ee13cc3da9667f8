import { CompletedData, holdData, stringifyCompleted, takeResponse, withPlainData } from './completed-data';

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

describe('what Apollo Server is given', () => {
  const [data, other] = [new CompletedData('{"a":1}', true), new CompletedData('{"a":2}', true)];

  test('is read as the data it was made of', () => {
    const held = holdData({ identity: {} }, data);
    expect(stringifyCompleted({ data: held })).toBe(data.text);
    expect(withPlainData({ data: held })).toEqual({ data: { a: 1 } });
  });

  test('has the bytes of its text, and of no other', () => {
    const take = (text: string, asking = { identity: {} }): Buffer | undefined => {
      holdData(asking, data);
      return takeResponse({ ...asking }, text);
    };
    expect(take(stringifyCompleted({ data }))).toBe(data.response);
    expect(take(stringifyCompleted({ data: other }))).toBeUndefined();
    expect(take(stringifyCompleted({ data, errors: [{ message: 'x' }] }))).toBeUndefined();
    expect(takeResponse({ identity: {} }, stringifyCompleted({ data }))).toBeUndefined();
  });

  test('is let go of when it is sent, and others that share the data still have it', () => {
    const [one, two] = [{ identity: {} }, { identity: {} }];
    const [first, second] = [holdData(one, data), holdData(two, data)];
    takeResponse(one, data.text);
    expect(() => stringifyCompleted({ data: first })).toThrow('has been sent');
    expect(takeResponse(one, data.text)).toBeUndefined();
    expect(stringifyCompleted({ data: second })).toBe(data.text);
    expect(takeResponse(two, data.text)).toBe(data.response);
  });
});
