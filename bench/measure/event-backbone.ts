import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { eventSchemas } from '@agora/contracts/published-schemas';
import type { Database } from '@agora/platform/database';
import { createAvroCodec } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { consumeEvents } from '@agora/platform/inbox';
import { createLogger } from '@agora/platform/logging';
import { createRelay, enqueue } from '@agora/platform/outbox';
import type { OutboxEvent } from '@agora/platform/outbox';
import { bareRate, bareWayMs } from './bare-events';
import { median, percentile } from '../median';

/** Medians of the rounds. */
export interface BackboneCost {
  readonly perSecond: number;
  readonly barePerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same way without relay and inbox. */
  readonly bareP50Ms: number;
}

export interface BackboneDeps {
  /** With the messaging tables. */
  readonly database: Database;
  readonly transport: EventTransport;
}

const ROUNDS = 3;
const EVENTS = 3_000;
const AT_REST = 200;
const KEYS = 200;
/** Events of one transaction. */
const TOGETHER = 50;
const TOPIC = cartItemAddedV1.topic;
const quiet = createLogger({ name: 'bench', level: 'error' });
const codec = createAvroCodec({ schemas: eventSchemas() });

/**
 * Events from the transaction that writes them to the transaction of their effect, and the bare statements and publishing
 * they are made of, in turn.
 */
export async function measureBackbone(deps: BackboneDeps): Promise<BackboneCost> {
  await deps.database.query('CREATE TABLE IF NOT EXISTS bench_effect (event_id uuid PRIMARY KEY)');
  await deps.transport.createTopics([{ name: TOPIC, partitions: 3 }]);
  const rounds: BackboneCost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const barePerSecond = await bareRate(deps, codec, events(EVENTS));
    const bareP50Ms = percentile(await bareWayMs(deps.transport, AT_REST), 50);
    rounds.push({ ...(await runBackbone(deps)), barePerSecond, bareP50Ms });
  }
  const of = (pick: (cost: BackboneCost) => number): number => median(rounds.map(pick));
  return {
    perSecond: of((cost) => cost.perSecond),
    barePerSecond: of((cost) => cost.barePerSecond),
    p50Ms: of((cost) => cost.p50Ms),
    p99Ms: of((cost) => cost.p99Ms),
    bareP50Ms: of((cost) => cost.bareP50Ms),
  };
}

function events(count: number): OutboxEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    eventId: newId(),
    type: TOPIC,
    aggregateId: `cart-${String(index % KEYS)}`,
    aggregateVersion: 1 + Math.floor(index / KEYS),
    payload: cartItemAddedV1.sample,
    headers: { tenant_region: 'EU', correlation_id: 'bench' },
  }));
}

async function runBackbone({
  database,
  transport,
}: BackboneDeps): Promise<Pick<BackboneCost, 'perSecond' | 'p50Ms' | 'p99Ms'>> {
  const arrivals = new Arrivals();
  const relay = createRelay({ name: 'bench', database, transport, codec, logger: quiet });
  const consumer = await consumeEvents({
    transport,
    codec,
    groupId: `bench-${newId()}`,
    database,
    logger: quiet,
    handlers: {
      [TOPIC]: async (event, tx) => {
        await tx.query(
          { name: 'bench_effect', text: 'INSERT INTO bench_effect VALUES ($1) ON CONFLICT DO NOTHING' },
          [event.event_id],
        );
        arrivals.note(event.event_id);
      },
    },
  });
  await relay.start();
  try {
    const send = async (some: readonly OutboxEvent[]): Promise<void> => {
      await database.inTransaction((tx) => enqueue(tx, some));
      relay.wake();
    };
    // A new group begins at the beginning: what earlier rounds sent is out of the way after this one.
    await arrivals.of(events(1), send);
    const startedMs = performance.now();
    await arrivals.of(events(EVENTS), send, TOGETHER);
    const perSecond = EVENTS / ((performance.now() - startedMs) / 1_000);
    const tookMs: number[] = [];
    for (const event of events(AT_REST)) {
      const sentMs = performance.now();
      await arrivals.of([event], send);
      tookMs.push(performance.now() - sentMs);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { perSecond, p50Ms: percentile(tookMs, 50), p99Ms: percentile(tookMs, 99) };
  } finally {
    await consumer.stop();
    await relay.stop();
  }
}

/** Waits for the effects of what was sent. */
class Arrivals {
  private readonly awaited = new Set<string>();
  private resolve: () => void = () => undefined;

  note(eventId: string): void {
    if (this.awaited.delete(eventId) && this.awaited.size === 0) this.resolve();
  }

  async of(
    all: readonly OutboxEvent[],
    send: (some: readonly OutboxEvent[]) => Promise<void>,
    together = 1,
  ): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      this.resolve = resolve;
    });
    for (const { eventId } of all) this.awaited.add(eventId);
    for (let start = 0; start < all.length; start += together) await send(all.slice(start, start + together));
    await arrived;
  }
}
