import { mkdtemp, readFile, rm, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@agora/platform/logging';
import { createIntentStore } from './intent-store';
import { createPaymentParty } from './payment-party';
import type { PaymentParty } from './payment-party';

const logger = createLogger({ name: 'test', level: 'silent' });
const body = {
  idempotencyKey: 'order-1',
  orderId: 'order-1',
  amountMinor: '12990',
  currency: 'EUR',
  paymentToken: 'tok_ok',
};

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function post(url: string, value: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body: typeof value === 'string' ? value : JSON.stringify(value),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function keysOf(answer: Answer): unknown[] {
  return (answer.body['intents'] as { idempotencyKey: string }[]).map((intent) => intent.idempotencyKey);
}

async function get(url: string): Promise<Answer> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the payment party over HTTP', () => {
  let folder: string;
  let file: string;
  let party: PaymentParty | undefined;
  let url: string;

  const restart = async (maxIntents = 100): Promise<void> => {
    await party?.stop();
    party = createPaymentParty({ logger, store: await createIntentStore({ file, maxIntents }) });
    url = await party.start();
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agora-payment-'));
    file = join(folder, 'intents.jsonl');
    await restart();
  });
  afterEach(async () => {
    await party?.stop();
    await rm(folder, { recursive: true });
  });

  test('one key asked for ten times at once makes one intent', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(`${url}/intents`, body)));
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.every((answer) => answer.body['status'] === 'authorized')).toBe(true);
  });

  test('one key for another amount is refused', async () => {
    await post(`${url}/intents`, body);
    const answer = await post(`${url}/intents`, { ...body, amountMinor: '1' });
    expect(answer).toEqual({ status: 409, body: { error: 'idempotency_key_reused' } });
  });

  test('an intent is found by its id and by its key, also after a restart', async () => {
    const created = await post(`${url}/intents`, body);
    const id = String(created.body['id']);
    await post(`${url}/intents/${id}/capture`, {});
    await restart();
    expect((await get(`${url}/intents/${id}`)).body).toMatchObject({
      status: 'captured',
      capturedMinor: '12990',
    });
    expect((await get(`${url}/intents?idempotencyKey=order-1`)).body).toMatchObject({ id });
    expect((await get(`${url}/health`)).body).toEqual({ status: 'ok', intents: 1 });
  });

  test('a line that a crash cut off does not stop the start', async () => {
    await post(`${url}/intents`, body);
    await party?.stop();
    await appendFile(file, '{"id":"pi_broken","idem');
    await restart();
    expect((await get(`${url}/health`)).body).toEqual({ status: 'ok', intents: 1 });
  });

  test('memory and file stay bounded', async () => {
    await restart(5);
    for (let n = 0; n < 40; n += 1)
      await post(`${url}/intents`, { ...body, idempotencyKey: `k${String(n)}` });
    expect((await get(`${url}/health`)).body).toEqual({ status: 'ok', intents: 5 });
    expect((await readFile(file, 'utf8')).trim().split('\n').length).toBeLessThanOrEqual(16);
    expect((await get(`${url}/intents?idempotencyKey=k0`)).status).toBe(404);
    expect((await get(`${url}/intents?idempotencyKey=k39`)).status).toBe(200);
  });

  test('a refund goes through once per key', async () => {
    const id = String((await post(`${url}/intents`, body)).body['id']);
    await post(`${url}/intents/${id}/capture`, {});
    const refund = { idempotencyKey: 'r1', amountMinor: '990' };
    await post(`${url}/intents/${id}/refund`, refund);
    expect((await post(`${url}/intents/${id}/refund`, refund)).body).toMatchObject({
      status: 'partially_refunded',
      refundedMinor: '990',
    });
    expect((await post(`${url}/intents/${id}/void`, {})).body).toEqual({ error: 'not_voidable' });
  });

  test('an operator settles what is under review', async () => {
    const id = String((await post(`${url}/intents`, { ...body, paymentToken: 'tok_review' })).body['id']);
    expect((await post(`${url}/intents/${id}/decide`, { decision: 'perhaps' })).status).toBe(400);
    const approve = { decision: 'approve' };
    for (let n = 0; n < 2; n += 1)
      expect((await post(`${url}/intents/${id}/decide`, approve)).body).toMatchObject({
        status: 'authorized',
      });
    expect(await post(`${url}/intents/${id}/decide`, { decision: 'decline' })).toEqual({
      status: 409,
      body: { error: 'not_decidable' },
    });
  });

  test('intents are listed in pages, by status', async () => {
    const tokens = ['tok_ok', 'tok_declined', 'tok_ok', 'tok_ok'];
    for (const [n, paymentToken] of tokens.entries())
      await post(`${url}/intents`, { ...body, idempotencyKey: `k${String(n)}`, paymentToken });
    const first = await get(`${url}/intents?status=authorized&limit=2`);
    expect(keysOf(first)).toEqual(['k0', 'k2']);
    const after = String(first.body['next']);
    const second = await get(`${url}/intents?status=authorized&limit=2&after=${after}`);
    expect(keysOf(second)).toEqual(['k3']);
    expect(second.body['next']).toBeNull();
    expect(keysOf(await get(`${url}/intents`))).toEqual(['k0', 'k1', 'k2', 'k3']);
    for (const wrong of ['status=paid', 'limit=0', 'limit=x'])
      expect((await get(`${url}/intents?${wrong}`)).status).toBe(400);
  });

  test('a file from before there were events is read', async () => {
    await party?.stop();
    const old = { ...body, id: 'pi_old', capturedMinor: '0', refundedMinor: '0', status: 'authorized' };
    await appendFile(file, `${JSON.stringify({ ...old, refundKeys: [], createdAtMs: 0 })}\n`);
    await restart();
    expect((await post(`${url}/intents/pi_old/capture`, {})).body).toMatchObject({ status: 'captured' });
  });

  test('metrics can be read', async () => {
    const response = await fetch(`${url}/metrics`);
    expect(await response.text()).toContain('payment_news_waiting');
  });

  test.each([
    ['text that is not JSON', '{', 400],
    ['a missing field', { ...body, orderId: undefined }, 400],
    ['an amount as a number', { ...body, amountMinor: 12_990 }, 400],
    ['a body beyond 16 KiB', 'x'.repeat(20_000), 413],
  ])('%s is refused', async (_name, value, status) => {
    expect((await post(`${url}/intents`, value)).status).toBe(status);
  });

  test('an unknown route or intent is not found', async () => {
    expect((await get(`${url}/nothing`)).status).toBe(404);
    expect((await post(`${url}/intents/pi_0/capture`, {})).status).toBe(404);
    expect((await post(`${url}/intents/pi_0/explode`, {})).status).toBe(404);
  });
});
