import { compileObject, objectCode } from './object-code';
import type { WrittenField } from './object-code';

const write = (value: unknown, run: string): string => `${run}${JSON.stringify(value)}`;
const field = (name: string, lead: string): WrittenField<string> => ({ name, lead, write });

test('an object is written by code that can be read', () => {
  const written = { fields: [field('id', '{"id":'), field('name', ',"name":')], end: ',"__typename":"Mug"}' };
  expect(objectCode(written)).toBe(
    String.raw`(data, run) => "{\"id\":" + write0(data["id"], run) + ",\"name\":" + write1(data["name"], run) + ",\"__typename\":\"Mug\"}"`,
  );
  const values = { name: 'Blue', id: 7, other: true };
  expect(compileObject(written)(values, '')).toBe('{"id":7,"name":"Blue","__typename":"Mug"}');
});

test('each field is given to its own writer, with the run', () => {
  const upper = { ...field('b', ',"b":'), write: (value: unknown) => String(value).toUpperCase() };
  const writeObject = compileObject({ fields: [field('a', '{"a":'), upper], end: '}' });
  expect(writeObject({ a: 1, b: 'x' }, '+')).toBe('{"a":+1,"b":X}');
});

test('an object without fields is its end', () => {
  expect(compileObject({ fields: [], end: '{}' })({ a: 1 }, '')).toBe('{}');
});

test.each(['constructor', '__proto__', 'toString'])(
  'what every object inherits as %s is no field of it',
  (name) => {
    const writeObject = compileObject({ fields: [field(name, '{"x":')], end: '}' });
    expect(writeObject({}, '')).toBe('{"x":null}');
    const own = JSON.parse(`{"${name}":1}`) as Record<string, unknown>;
    expect(writeObject(own, '')).toBe('{"x":1}');
  },
);

test('no name ends the text it stands in', () => {
  const name = '"], run) + process.exit(1) + ("\u2028\\';
  const written = { fields: [field(name, '{"x":')], end: '"+`}' };
  expect(compileObject(written)({ [name]: 1 }, '')).toBe('{"x":1"+`}');
});
