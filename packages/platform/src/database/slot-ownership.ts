import { Client } from 'pg';
import type { Logger } from '../logging/logger';
import { backoffMs, sleep } from '../time/deadline';
import { advisoryKey } from './advisory-key';

/** Something only one process may work on at a time. Slots of one pool are shared evenly between the members. */
export interface Slot {
  readonly pool: string;
  readonly name: string;
}

export interface SlotOwnershipOptions<S extends Slot> {
  /** The database whose advisory locks decide. */
  readonly url: string;
  /** Members with one group share its slots. Unique within the database. */
  readonly group: string;
  readonly slots: readonly S[];
  /**
   * Works on a slot from the moment it is owned. `signal` aborts when the slot has to be given up; the slot is
   * given up when the promise settles, so it must settle soon after. A rejection gives the slot up, too; it is
   * taken again at one of the next ticks, by this process or another.
   */
  hold(slot: S, signal: AbortSignal): Promise<void>;
  readonly logger: Logger;
  /** How often the shares are looked at, milliseconds. Default 1,000. */
  readonly tickMs?: number;
}

interface Held {
  readonly pool: string;
  readonly key: bigint;
  readonly abort: AbortController;
  done: Promise<void>;
}

/**
 * Shares slots between processes, each slot having at most one owner: session-level advisory locks on a
 * connection of its own, so that a process that dies loses its slots at once. Every member of a pool takes at
 * most `ceil(slots / members)`; members that come or go move slots within a tick or two.
 *
 * An owner whose connection breaks is told at once, but may still be at work for a moment when the next owner
 * begins: work on a slot must bear an overlap without losing anything.
 */
export class SlotOwnership<S extends Slot> {
  private readonly held = new Map<S, Held>();
  private readonly stopping = new AbortController();
  private readonly pools: ReadonlyMap<string, readonly S[]>;
  private loop: Promise<void> | undefined;
  private asking: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: SlotOwnershipOptions<S>) {
    const pools = new Set(options.slots.map((slot) => slot.pool));
    this.pools = new Map(
      [...pools].map((pool) => [pool, options.slots.filter((slot) => slot.pool === pool)]),
    );
  }

  /** Resolves after the first attempt to take slots; without a server it goes on trying in the background. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.loop ??= this.run(resolve);
    });
  }

  /** Resolves when every `hold` has settled and every slot is free for others. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(onFirstAttempt: () => void): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted; failures += 1) {
      const client = new Client({
        connectionString: this.options.url,
        application_name: `agora-slots-${this.options.group}`.slice(0, 63),
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
        query_timeout: 5_000,
      });
      const lost = connectionLoss(client);
      try {
        await client.connect();
        await this.session(client, lost, () => {
          failures = 0;
          onFirstAttempt();
        });
      } catch (error) {
        this.options.logger.warn({ err: error, group: this.options.group }, 'slot ownership interrupted');
      }
      lost.abort();
      onFirstAttempt();
      await this.giveUpAll();
      await client.end().catch(() => undefined);
      await sleep(backoffMs(failures, 100, 2_000), this.stopping.signal).catch(() => undefined);
    }
  }

  private async session(client: Client, lost: AbortController, onBalanced: () => void): Promise<void> {
    const memberKeys = [...this.pools.keys()].map((pool) => this.memberKey(pool));
    await this.ask(client, 'SELECT pg_advisory_lock_shared(k) FROM unnest($1::bigint[]) AS k', [memberKeys]);
    while (!lost.signal.aborted && !this.stopping.signal.aborted) {
      await this.balance(client, lost.signal);
      onBalanced();
      const tickMs = this.options.tickMs ?? 1_000;
      const pauseMs = tickMs * (0.75 + Math.random() / 2);
      await sleep(pauseMs, lost.signal, this.stopping.signal).catch(() => undefined);
    }
    if (lost.signal.aborted && !this.stopping.signal.aborted) throw new Error('the connection was lost');
    // Given up here, while the connection still holds the locks: nobody else begins before we ended.
    await this.giveUpAll();
  }

  private async balance(client: Client, lost: AbortSignal): Promise<void> {
    const locks = await this.readLocks(client);
    const wanted: S[] = [];
    const surplus: Held[] = [];
    for (const [pool, slots] of this.pools) {
      const members = Math.max(1, locks.get(this.memberKey(pool)) ?? 0);
      const share = Math.ceil(slots.length / members);
      const mine = [...this.held.values()].filter((held) => held.pool === pool);
      surplus.push(...mine.slice(share));
      const free = slots.filter((slot) => !this.held.has(slot) && !locks.has(this.slotKey(slot)));
      wanted.push(...free.slice(0, Math.max(0, share - mine.length)));
    }
    await Promise.all(surplus.map((held) => giveUp(held)));
    if (wanted.length > 0) await this.take(client, wanted, lost);
  }

  /** How many hold each lock of this group, by key. */
  private async readLocks(client: Client): Promise<Map<bigint, number>> {
    const members = [...this.pools.keys()].map((pool) => this.memberKey(pool));
    const keys = [...members, ...this.options.slots.map((slot) => this.slotKey(slot))];
    const rows = await this.ask<{ key: string; holders: string }>(
      client,
      `SELECT (classid::bigint << 32 | objid::bigint) AS key, count(*) AS holders FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND objsubid = 1
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND (classid::bigint << 32 | objid::bigint) = ANY ($1::bigint[]) GROUP BY 1`,
      [keys],
    );
    return new Map(rows.map((row) => [BigInt(row.key), Number(row.holders)]));
  }

  private async take(client: Client, slots: readonly S[], lost: AbortSignal): Promise<void> {
    const rows = await this.ask<{ key: string; taken: boolean }>(
      client,
      'SELECT k AS key, pg_try_advisory_lock(k) AS taken FROM unnest($1::bigint[]) AS k',
      [slots.map((slot) => this.slotKey(slot))],
    );
    const taken = new Set(rows.filter((row) => row.taken).map((row) => BigInt(row.key)));
    for (const slot of slots) if (taken.has(this.slotKey(slot))) this.hold(slot, client, lost);
  }

  private hold(slot: S, client: Client, lost: AbortSignal): void {
    const abort = new AbortController();
    const key = this.slotKey(slot);
    const held: Held = { pool: slot.pool, key, abort, done: Promise.resolve() };
    this.held.set(slot, held);
    const work = async (): Promise<void> => {
      try {
        await this.options.hold(slot, AbortSignal.any([abort.signal, lost]));
      } catch (error) {
        this.options.logger.warn(
          { err: error, group: this.options.group, slot: slot.name },
          'work on a slot failed',
        );
      }
      this.held.delete(slot);
      // A failure means that the connection is lost, and the lock with it.
      if (!lost.aborted)
        await this.ask(client, 'SELECT pg_advisory_unlock($1::bigint)', [key]).catch(() => undefined);
    };
    held.done = work();
  }

  /** The connection takes one statement at a time; slots come and go while the shares are being looked at. */
  private ask<Row extends object>(client: Client, text: string, values: readonly unknown[]): Promise<Row[]> {
    const answer = this.asking.then(async () => (await client.query<Row>(text, [...values])).rows);
    this.asking = answer.catch(() => undefined);
    return answer;
  }

  private async giveUpAll(): Promise<void> {
    await Promise.all([...this.held.values()].map((held) => giveUp(held)));
  }

  private memberKey(pool: string): bigint {
    return advisoryKey(`members/${this.options.group}/${pool}`);
  }

  private slotKey(slot: S): bigint {
    return advisoryKey(`slot/${this.options.group}/${slot.pool}/${slot.name}`);
  }
}

async function giveUp(held: Held): Promise<void> {
  held.abort.abort();
  await held.done;
}

/** Aborts when the connection ends, whoever ended it. */
function connectionLoss(client: Client): AbortController {
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  return lost;
}
