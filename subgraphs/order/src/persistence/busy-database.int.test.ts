import { createDatabase } from '@agora/platform/database';
import { faultCodeOf, isRetriable } from '@agora/platform/errors';
import { createTestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { createOrderPrisma } from './client';

test('a transaction that gets no connection in time, or has no time left, may be repeated', async () => {
  const { url, drop } = await createTestDatabase('order');
  const database = createDatabase({ url, name: 'order', maxConnections: 1 });
  const prisma = createOrderPrisma(database);
  try {
    const faults: unknown[] = [];
    const keep = (error: unknown): void => void faults.push(error);
    // The only connection is away meanwhile.
    await database.inTransaction(async () => {
      await prisma.$transaction((tx) => tx.order.count()).catch(keep);
    });
    const slow = prisma.$transaction((tx) => tx.$queryRaw`SELECT 1 FROM pg_sleep(0.5)`, { timeout: 100 });
    await slow.catch(keep);
    expect(faults.map(faultCodeOf)).toEqual(['DOWNSTREAM_UNAVAILABLE', 'DOWNSTREAM_UNAVAILABLE']);
    expect(faults.map(isRetriable)).toEqual([true, true]);
  } finally {
    await prisma.$disconnect();
    await database.close();
    await drop();
  }
});

test('a statement that the server gives up because it shuts down or starts again may be repeated', async () => {
  const { url, drop } = await createTestDatabase('order');
  const database = createDatabase({ url, name: 'order', maxConnections: 4 });
  const server = createDatabase({ url, name: 'server', maxConnections: 2 });
  const prisma = createOrderPrisma(database);
  const waiting = `FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  try {
    const faults = await server.inTransaction(async (tx) => {
      await tx.query('LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const asked = [
        database.query('SELECT 1 FROM orders'),
        prisma.order.count(),
        prisma.$queryRaw`SELECT 1 FROM orders`,
        prisma.$transaction((within) => within.order.count()),
      ].map((work) =>
        work.then(
          () => undefined,
          (error: unknown) => error,
        ),
      );
      await eventually(async () => (await server.query(`SELECT 1 ${waiting}`)).length === asked.length);
      await server.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
      return Promise.all(asked);
    });
    expect(faults.map(faultCodeOf)).toEqual(faults.map(() => 'DOWNSTREAM_UNAVAILABLE'));
    expect(faults.map(isRetriable)).toEqual(faults.map(() => true));
  } finally {
    await prisma.$disconnect();
    await Promise.all([database.close(), server.close()]);
    await drop();
  }
});
