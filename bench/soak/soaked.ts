import type { Child } from '../processes/child';

/** A process under load. */
export interface Soaked {
  readonly name: string;
  readonly process: Child<object>;
  /** Connections that its clients hold. */
  readonly held: number;
  /** Begins to ask, without haste. */
  startLoad(): Load;
  stop(): Promise<void>;
}

export interface Load {
  /** Turns of clients so far. */
  readonly turns: () => Turns;
  /** Waits for the last answers and gives every connection back. Never rejects. */
  stop(): Promise<void>;
}

export interface Turns {
  readonly done: number;
  readonly failed: number;
  /** Of the first that failed. */
  readonly reason: string | undefined;
}

/** What does one thing after the other. */
export interface Client {
  /** @throws Error when an answer is wrong or does not come. */
  turn(): Promise<void>;
  close(): Promise<void>;
}

export interface ClientsOptions {
  readonly count: number;
  /** After each turn. */
  readonly pauseMs: number;
  readonly open: () => Promise<Client>;
}

/** Clients that go on until they are stopped; one whose turn fails begins anew. */
export function startClients({ count, pauseMs, open }: ClientsOptions): Load {
  let isStopped = false;
  let turns: Turns = { done: 0, failed: 0, reason: undefined };
  const visit = async (): Promise<void> => {
    const client = await open();
    try {
      while (!isStopped) {
        await client.turn();
        turns = { ...turns, done: turns.done + 1 };
        await pause(pauseMs);
      }
    } finally {
      await client.close();
    }
  };
  const visitAgain = async (): Promise<void> => {
    while (!isStopped) {
      try {
        await visit();
      } catch (error) {
        const reason = turns.reason ?? (error instanceof Error ? error.message : String(error));
        turns = { ...turns, failed: turns.failed + 1, reason };
        await pause(pauseMs);
      }
    }
  };
  const ended = Promise.all(Array.from({ length: count }, visitAgain));
  return {
    turns: () => turns,
    stop: async () => {
      isStopped = true;
      await ended;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
