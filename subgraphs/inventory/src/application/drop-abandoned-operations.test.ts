import { dropAbandonedOperations } from './drop-abandoned-operations';
import type { AbandonedOperations } from './drop-abandoned-operations';

class InMemoryOperations implements AbandonedOperations {
  readonly dropped: string[] = [];
  readonly kept: string[] = [];

  constructor(private readonly abandoned: readonly string[]) {}

  abandonedOperations(limit: number): Promise<string[]> {
    return Promise.resolve(this.abandoned.slice(0, limit));
  }

  dropOperations(operationIds: readonly string[]): Promise<number> {
    this.dropped.push(...operationIds);
    return Promise.resolve(operationIds.length);
  }

  keepOperations(operationIds: readonly string[]): Promise<void> {
    this.kept.push(...operationIds);
    return Promise.resolve();
  }
}

const options = { limit: 10, askAgainSeconds: 60 };

describe('dropping abandoned operations', () => {
  test('drops what the cart does not know and keeps what it committed', async () => {
    const operations = new InMemoryOperations(['a', 'b', 'c']);
    const carts = { committed: () => Promise.resolve(new Set(['b'])) };
    expect(await dropAbandonedOperations({ operations, carts }, options)).toEqual({ seen: 3, dropped: 2 });
    expect(operations).toMatchObject({ dropped: ['a', 'c'], kept: ['b'] });
  });

  test('drops nothing while the cart does not answer', async () => {
    const operations = new InMemoryOperations(['a']);
    const carts = { committed: () => Promise.reject(new Error('unreachable')) };
    await expect(dropAbandonedOperations({ operations, carts }, options)).rejects.toThrow('unreachable');
    expect(operations.dropped).toEqual([]);
  });

  test('does not ask the cart about nothing', async () => {
    const carts = { committed: () => Promise.reject(new Error('asked')) };
    expect(await dropAbandonedOperations({ operations: new InMemoryOperations([]), carts }, options)).toEqual(
      { seen: 0, dropped: 0 },
    );
  });
});
