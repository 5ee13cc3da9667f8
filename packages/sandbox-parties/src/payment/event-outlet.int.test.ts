import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { PAYMENT_EVENTS } from '@agora/contracts/payment/webhook-body';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { AppError } from '@agora/platform/errors';
import { createAvroCodec, createKafkaTransport, createPgLogTransport } from '@agora/platform/eventing';
import type { EventEnvelope, EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import type { Part } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { createEventOutlet } from './event-outlet';
import { createIntentStore } from './intent-store';
import type { IntentStore } from './intent-store';
import { createPaymentService } from './payment-service';
import type { PaymentAnswer } from './payment-service';

const logger = createLogger({ name: 'test', level: 'silent' });
const codec = createAvroCodec({ schemas: eventSchemas(), registry: undefined });
const brokers = process.env['AGORA_TEST_KAFKA_BROKERS'] ?? '';
const PATIENCE = { withinMs: 40_000, everyMs: 20 };
jest.setTimeout(120_000);

function suite(open: (bus: TestDatabase) => EventTransport): void {
  let bus: TestDatabase;
  let log: EventTransport;
  let folder: string;
  let store: IntentStore;
  let outlet: Part;
  let isAway = false;
  let refused: ((type: string) => boolean) | undefined;
  const heard: EventEnvelope[] = [];
  const of = (intentId: string): EventEnvelope[] => heard.filter((event) => event.aggregate_id === intentId);

  beforeAll(async () => {
    bus = await createTestDatabase('empty');
    folder = await mkdtemp(join(tmpdir(), 'agora-payment-'));
    log = open(bus);
    await log.createTopics(allTopics().filter(({ name }) => name.startsWith('payment.')));
    await log.consume({
      groupId: `test-${newId()}`,
      topics: PAYMENT_EVENTS.map(({ topic }) => topic),
      handle: async (message) => {
        try {
          heard.push(await codec.decode(message.value));
        } catch {
          // Others write to the same broker, and not all in this form.
        }
      },
    });
  });
  afterAll(async () => {
    await log.close();
    await bus.drop();
    await rm(folder, { recursive: true });
  });

  const start = async (): Promise<void> => {
    store = await createIntentStore({ file: join(folder, 'intents.jsonl'), outlets: ['log'] });
    // As the log, but it can be away or refuse something.
    const transport: EventTransport = {
      createTopics: (topics) => log.createTopics(topics),
      publish: (messages) => {
        if (isAway) return Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'The log is away'));
        const isBad = messages.some(({ topic }) => refused?.(topic) === true);
        return isBad ? Promise.reject(new Error('refused')) : log.publish(messages);
      },
      consume: (subscription) => log.consume(subscription),
      read: (topic, handle) => log.read(topic, handle),
      bounds: (topics) => log.bounds(topics),
      forgetGroup: (group) => log.forgetGroup(group),
      lag: (group, topics) => log.lag(group, topics),
      ping: () => log.ping(),
      close: () => log.close(),
    };
    outlet = createEventOutlet({ store, transport, codec, logger, retryMs: [5, 50] });
    await outlet.start?.();
  };
  const stop = async (): Promise<void> => {
    await outlet.stop?.();
    await store.close();
  };
  beforeEach(() => {
    isAway = false;
    refused = undefined;
    return start();
  });
  afterEach(stop);

  const create = async (): Promise<string> => {
    const orderId = newId();
    const request = { idempotencyKey: orderId, orderId, amountMinor: 12_990n, currency: 'EUR' };
    return idOf(await createPaymentService(store).create({ ...request, paymentToken: 'tok_ok' }));
  };
  const idOf = (answer: PaymentAnswer): string => {
    if (!('intent' in answer)) throw new Error(answer.code);
    return answer.intent.id;
  };
  const versions = (intentId: string): number[] =>
    of(intentId)
      .map((event) => event.aggregate_version)
      .sort((one, other) => one - other);

  test('every change becomes one event under the intent’s key, with its number as version', async () => {
    const id = await create();
    const service = createPaymentService(store);
    await service.capture(id);
    for (const key of ['r1', 'r1', 'r2']) await service.refund(id, { key, amountMinor: 100n });
    await eventually(() => of(id).length >= 4, PATIENCE);
    await eventually(() => store.news.waiting('log', 10).length === 0, PATIENCE);
    expect(versions(id)).toEqual([1, 2, 3, 4]);
    const refunds = of(id).filter(({ type }) => type === 'payment.refunded.v1');
    expect(refunds.map(({ aggregate_version: version }) => version)).toEqual([3, 4]);
  });

  test('while the log is away requests go on, and what happened is told afterwards, also by the next process', async () => {
    isAway = true;
    const ids: string[] = [];
    for (let n = 0; n < 20; n += 1) ids.push(await create());
    expect(store.news.waiting('log', 100)).toHaveLength(20);
    await stop();
    isAway = false;
    await start();
    await eventually(() => ids.every((id) => of(id).length === 1), PATIENCE);
  });

  test('one event that is refused holds up its own intent only', async () => {
    isAway = true;
    const bad = await create();
    await createPaymentService(store).capture(bad);
    const good = await create();
    refused = (topic) => topic === 'payment.captured.v1';
    isAway = false;
    await eventually(() => of(good).length === 1 && of(bad).length === 1, PATIENCE);
    refused = undefined;
    await eventually(() => of(bad).length === 2, PATIENCE);
    expect(versions(bad)).toEqual([1, 2]);
  });
}

describe('the events of the payment party in the log in PostgreSQL', () => {
  suite((bus) => createPgLogTransport({ url: bus.url, logger, pollMs: 20, rebalanceMs: 100 }));
});

(brokers === '' ? describe.skip : describe)('the events of the payment party on Kafka', () => {
  suite(() => createKafkaTransport({ brokers: brokers.split(','), clientId: 'agora-payment-test', logger }));
});
