import { EventEmitter } from 'node:events';
import { GraphQLError } from 'graphql';

interface Level {
  readonly sku: string;
  readonly version: number;
  readonly level: number;
}

/** The data behind the test's stock subgraph: levels, and who is told of them. */
export class TinyStock {
  /** Event sources that are open right now. */
  openSources = 0;
  fragileFails = false;
  private readonly levels = new Map<string, Level>();
  private readonly changes = new EventEmitter().setMaxListeners(0);

  /** Changes a level and tells everybody. @returns its version. */
  set(sku: string, level: number): number {
    const version = (this.levels.get(sku)?.version ?? 0) + 1;
    const changed = { sku, version, level };
    this.levels.set(sku, changed);
    this.changes.emit('change', changed);
    return version;
  }

  /** Ends every subscription, as an owner with nothing more to say. */
  finish(): void {
    this.changes.emit('end');
  }

  /** The level of each now, then every change. */
  watch(skus: readonly string[]): AsyncIterableIterator<Level> {
    const ready = skus.flatMap((sku) => this.levels.get(sku) ?? []);
    let isOver = false;
    let wake = (): void => undefined;
    const onChange = (level: Level): void => {
      if (skus.includes(level.sku)) ready.push(level);
      wake();
    };
    const close = (): void => {
      if (!isOver) this.openSources -= 1;
      isOver = true;
      this.changes.off('change', onChange).off('end', close);
      wake();
    };
    this.openSources += 1;
    this.changes.on('change', onChange).on('end', close);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        while (ready.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
        const value = ready.shift();
        return value === undefined ? { done: true, value: undefined } : { done: false, value };
      },
      return: () => {
        close();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }
}

interface Context {
  readonly viewer: string | null;
}

/** Resolvers of the stock subgraph. A product has the id of its sku. */
export function stockResolvers(stock: TinyStock): object {
  const watch = {
    subscribe: (_: unknown, { skus }: { skus: readonly string[] }) => {
      if (skus.includes('forbidden')) throw new GraphQLError('no', { extensions: { code: 'FORBIDDEN' } });
      return stock.watch(skus);
    },
    resolve: (change: Level) => change,
  };
  return {
    StockChange: {
      level: ({ level }: Level, { unit }: { unit: string }) => `${String(level)} ${unit}`,
      seenBy: (_: Level, __: unknown, { viewer }: Context) => viewer,
      product: ({ sku }: Level) => ({ id: sku }),
      fragile: () => {
        if (stock.fragileFails) throw new GraphQLError('broken', { extensions: { code: 'INTERNAL' } });
        return 'whole';
      },
    },
    Subscription: {
      stockChanged: watch,
      ownStockChanged: watch,
      countTo: {
        subscribe: (_: unknown, { last }: { last: number }) => countTo(last),
        resolve: (count: number) => count,
      },
    },
  };
}

function countTo(last: number): AsyncIterable<number> {
  return {
    [Symbol.asyncIterator]: () => {
      let count = 0;
      return {
        next: () => {
          count += 1;
          return Promise.resolve(
            count > last ? { done: true, value: undefined } : { done: false, value: count },
          );
        },
      };
    },
  };
}
