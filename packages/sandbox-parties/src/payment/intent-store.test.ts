import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@agora/platform/ids';
import { createIntentStore } from './intent-store';
import type { IntentStore, IntentStoreOptions } from './intent-store';
import { capture, openIntent } from './payment-intent';
import type { PaymentIntent } from './payment-intent';

describe('the memory of the payment party', () => {
  let folder: string;
  let store: IntentStore;
  const open = async (options: Partial<IntentStoreOptions> = {}): Promise<void> => {
    store = await createIntentStore({
      ...{ file: join(folder, 'intents.jsonl'), maxIntents: 5, outlets: ['log', 'webhook'] },
      ...options,
    });
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agora-intents-'));
    await open();
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const intent = (): PaymentIntent => {
    const orderId = newId();
    const request = { idempotencyKey: orderId, orderId, amountMinor: 100n, currency: 'EUR' };
    return openIntent(`pi_${newId()}`, { ...request, paymentToken: 'tok_ok' }, 0);
  };
  const captured = (opened: PaymentIntent): PaymentIntent => {
    const decision = capture(opened);
    if (decision.kind !== 'changed') throw new Error(decision.code);
    return decision.intent;
  };
  const waiting = (outlet: 'log' | 'webhook' = 'log'): string[] =>
    store.news.waiting(outlet, 1_000).map(({ intentId, version }) => `${intentId}/${String(version)}`);

  test('keeps what was not told over restarts, in its order, also of intents it has forgotten', async () => {
    const told: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const opened = intent();
      await store.save(opened, 0);
      await store.save(captured(opened), 0);
      told.push(`${opened.id}/1`, `${opened.id}/2`);
    }
    expect(store.size).toBe(5);
    expect(waiting()).toEqual(told);
    await store.close();
    await open();
    expect(waiting()).toEqual(told);
    // Every change is in the file, but not every line that was ever written.
    const lines = (await readFile(join(folder, 'intents.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(5 + told.length);
  });

  test('does not tell an outlet again what it took, and tells the other', async () => {
    await store.save(intent(), 0);
    await store.told('log', store.news.waiting('log', 10));
    await store.close();
    await open();
    expect(waiting()).toEqual([]);
    expect(waiting('webhook')).toHaveLength(1);
    await store.close();
    await open({ outlets: ['log'] });
    expect(waiting('webhook')).toEqual([]);
  });

  test('tells nothing before it is on file', async () => {
    const opened = intent();
    const saving = store.save(opened, 0);
    expect(store.byId(opened.id)).toEqual(opened);
    expect(waiting()).toEqual([]);
    await saving;
    expect(waiting()).toEqual([`${opened.id}/1`]);
  });

  test('a change that cannot be written did not happen', async () => {
    const opened = intent();
    await store.save(opened, 0);
    await store.close();
    await expect(store.save(captured(opened), 0)).rejects.toThrow();
    const other = intent();
    await expect(store.save(other, 0)).rejects.toThrow();
    expect(store.byId(opened.id)).toEqual(opened);
    expect(store.byId(other.id)).toBeUndefined();
    expect(store.byKey(other.idempotencyKey)).toBeUndefined();
    expect(waiting()).toEqual([`${opened.id}/1`]);
  });
});
