import { EventEmitter } from 'node:events';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { AppError } from '../../errors/app-error';
import type { OperationContext } from '../../server/operation-context';
import type { SubgraphDefinition } from '../../server/subgraph-definition';

const SDL = `type Query { now: Int }
type Caller { role: String! subject: String session: String service: String region: String contexts: Int! }
type Subscription {
  ticks: Int
  countTo(last: Int!): Int
  callers: Caller
  brokenTicks: Int
  refused: Int
  brokenSource: Int
}`;

interface TickingContext extends OperationContext {
  /** One more with every context that is made. */
  readonly serial: number;
}

/** A subgraph whose subscriptions a test drives, and that counts those that are open. */
export class TickingSubgraph {
  /** Event sources that were opened and have not been told to return. */
  openSources = 0;
  current = 1;
  /** Kept between opening a source and giving it out while set. */
  openingTakes: Promise<void> | undefined;
  private readonly ticks = new EventEmitter().setMaxListeners(0);
  private contexts = 0;

  /** Makes the next number current and sends it. */
  tick(): void {
    this.current += 1;
    this.ticks.emit('tick', this.current);
  }

  /** The source says that there is nothing more. */
  finish(): void {
    this.ticks.emit('end');
  }

  get definition(): SubgraphDefinition {
    return {
      name: 'ticking',
      sdl: SDL,
      schema: buildSubgraphSchema({ typeDefs: parse(SDL), resolvers: this.resolvers() as never }),
      createContext: (operation) => ({ ...operation, serial: (this.contexts += 1) }),
      start: () => Promise.resolve(),
      stopWork: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      health: () => Promise.resolve({ status: 'ok', services: {} }),
    };
  }

  private resolvers(): object {
    const events = async (): Promise<AsyncIterable<number>> => {
      await this.openingTakes;
      return this.source();
    };
    return {
      Query: { now: () => this.current },
      Subscription: {
        ticks: { subscribe: events, resolve: (tick: number) => tick },
        countTo: {
          subscribe: (_: unknown, { last }: { last: number }) => countTo(last),
          resolve: (count: number) => count,
        },
        callers: {
          subscribe: events,
          resolve: (_: number, __: unknown, context: TickingContext) => callerOf(context),
        },
        brokenTicks: {
          subscribe: events,
          resolve: (tick: number) => {
            if (tick % 2 === 0) throw new Error('select * from "secret_table": refused at 10.0.0.7');
            return tick;
          },
        },
        refused: {
          subscribe: () => {
            throw new AppError('FORBIDDEN', 'Not for you');
          },
        },
        brokenSource: {
          subscribe: () => ({
            [Symbol.asyncIterator]: () => ({
              next: () => Promise.reject(new Error('connection to 10.0.0.7 lost')),
            }),
          }),
        },
      },
    };
  }

  /** The current number first, then every tick. */
  private source(): AsyncIterableIterator<number> {
    this.openSources += 1;
    const ready = [this.current];
    let isOver = false;
    let wake = (): void => undefined;
    const onTick = (tick: number): void => {
      ready.push(tick);
      wake();
    };
    const close = (): void => {
      if (isOver) return;
      isOver = true;
      this.openSources -= 1;
      this.ticks.off('tick', onTick).off('end', close);
      wake();
    };
    this.ticks.on('tick', onTick).on('end', close);
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

function callerOf(context: TickingContext): Record<string, unknown> {
  const { role, subject, sessionId, callingService } = context.viewer;
  return {
    role,
    subject,
    session: sessionId,
    service: callingService,
    region: context.shop.region,
    contexts: context.serial,
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
