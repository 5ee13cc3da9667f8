import { createDatabase } from '@agora/platform/database';
import { faultCodeOf, isRetriable } from '@agora/platform/errors';
import { createTestDatabase } from '@agora/test-kit/databases';
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
