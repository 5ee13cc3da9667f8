import { AppError } from '../../errors/app-error';
import type { AvroSchema } from './avro-type';
import { registerAll } from './register-all';
import type { SchemaRegistry } from './schema-registry';

const schema = (doc: string): AvroSchema => ({ type: 'record', name: 'Event', doc, fields: [] });
const [one, two, three] = [schema('1'), schema('2'), schema('3')];

function registryThat(register: SchemaRegistry['register']): SchemaRegistry {
  return {
    idOf: () => Promise.resolve(1),
    schemaOf: () => Promise.resolve(undefined),
    register,
    close: () => Promise.resolve(),
  };
}

test('every version is registered, oldest first, the current one once', async () => {
  const seen = new Map<string, readonly AvroSchema[]>();
  await registerAll(
    registryThat((subject, schemas) => Promise.resolve(void seen.set(subject, schemas))),
    [
      { type: 'a.b.v1', current: two, published: [one, two] },
      { type: 'a.c.v1', current: three, published: [one, two] },
    ],
  );
  expect([...seen]).toEqual([
    ['a.b.v1-value', [one, two]],
    ['a.c.v1-value', [one, two, three]],
  ]);
});

test('a registry that is still starting is waited for, a refusal is not repeated', async () => {
  let asked = 0;
  const starting = registryThat(() => {
    asked += 1;
    return asked < 3 ? Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'starting')) : Promise.resolve();
  });
  const schemas = [{ type: 'a.b.v1', current: one, published: [] }];
  await registerAll(starting, schemas);
  expect(asked).toBe(3);
  const refusing = registryThat(() => {
    asked += 1;
    return Promise.reject(new AppError('INTERNAL', 'not compatible'));
  });
  await expect(registerAll(refusing, schemas)).rejects.toThrow('not compatible');
  expect(asked).toBe(4);
});
