import { readFile } from 'node:fs/promises';
import { createDatabase } from '../database/database';
import { prismaAdapter } from '../database/prisma';
import { faultCodeOf, isRetriable } from './mask';

test('a database that is not there is an outage for whoever asks it through the driver adapter', async () => {
  const database = createDatabase({ url: 'postgresql://nobody@127.0.0.1:9/nothing', name: 'nowhere' });
  const connection = await prismaAdapter(database).connect();
  const error: unknown = await connection
    .queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] })
    .catch((caught: unknown) => caught);
  // As Prisma's client hands it on.
  const known = Object.assign(new Error('Invalid invocation'), {
    code: 'P1001',
    meta: { driverAdapterError: error },
  });
  expect(faultCodeOf(known)).toBe('DOWNSTREAM_UNAVAILABLE');
  expect(isRetriable(known)).toBe(true);
  expect(faultCodeOf(new Error('Connection terminated unexpectedly'))).toBe('DOWNSTREAM_UNAVAILABLE');
  expect(faultCodeOf(Object.assign(new Error('Unique'), { code: 'P2002', meta: {} }))).toBe('INTERNAL');
  await database.close();
});

test('a socket that nobody has opened is an outage, too; another file that is missing is a defect', async () => {
  const url = 'postgresql://nobody@127.0.0.1:9/nothing?host=/nowhere';
  const database = createDatabase({ url, name: 'nowhere' });
  const connection = await prismaAdapter(database).connect();
  const asked = [
    connection.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] }),
    database.query('SELECT 1'),
  ];
  for (const result of await Promise.allSettled<unknown>(asked)) {
    const { reason } = result as PromiseRejectedResult;
    expect([faultCodeOf(reason), isRetriable(reason)]).toEqual(['DOWNSTREAM_UNAVAILABLE', true]);
  }
  await database.close();
  const missing = await readFile('/nowhere').catch((error: unknown) => error);
  expect(faultCodeOf(missing)).toBe('INTERNAL');
});
