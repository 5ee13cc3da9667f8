import type { Queryable } from '../database/queryable';
import { carryOutOnce } from './carry-out-once';
import { ClaimLostError } from './claim-lost';
import type { Claim, Idempotency } from './idempotency';

const tx: Queryable = { query: () => Promise.resolve([]) };
const request = { scope: 'support:1', operation: 'productCreate', key: 'k', input: {} };
const held: Claim = {
  kind: 'claimed',
  scope: 's',
  operation: 'o',
  key: 'k',
  operationId: 'x',
  claim: 'c',
  isTakeover: false,
};

function recording(answer: Claim): Idempotency & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    claim: () => Promise.resolve(answer),
    complete: () => Promise.resolve(void calls.push('complete')),
    abandon: () => Promise.resolve(void calls.push('abandon')),
    handBack: () => Promise.resolve(void calls.push('handBack')),
    purge: () => Promise.resolve(0),
  };
}

describe('carrying out once', () => {
  test('a completed effect keeps its claim', async () => {
    const idempotency = recording(held);
    const result = await carryOutOnce(idempotency, request, async (complete) => {
      await complete(tx, { id: '1' });
      return 'made';
    });
    expect(result).toEqual({ kind: 'carriedOut', value: 'made' });
    expect(idempotency.calls).toEqual(['complete']);
  });

  test('a refusal gives the claim back, so that the key can succeed later', async () => {
    const idempotency = recording(held);
    await carryOutOnce(idempotency, request, () => Promise.resolve('refused'));
    expect(idempotency.calls).toEqual(['abandon']);
  });

  test('a fault gives the claim back and is rethrown', async () => {
    const idempotency = recording(held);
    await expect(carryOutOnce(idempotency, request, () => Promise.reject(new Error('down')))).rejects.toThrow(
      'down',
    );
    expect(idempotency.calls).toEqual(['abandon']);
  });

  test('a lost claim is somebody else at work and is not given back', async () => {
    const idempotency = recording(held);
    const result = await carryOutOnce(idempotency, request, () => Promise.reject(new ClaimLostError()));
    expect(result).toEqual({ kind: 'inProgress' });
    expect(idempotency.calls).toEqual([]);
  });

  test('a replay does not run the work', async () => {
    const work = jest.fn();
    const result = await carryOutOnce(recording({ kind: 'replay', outcome: { id: '1' } }), request, work);
    expect(result).toEqual({ kind: 'replay', outcome: { id: '1' } });
    expect(work).not.toHaveBeenCalled();
  });

  test('without a key the work runs every time', async () => {
    const idempotency = recording(held);
    expect(await carryOutOnce(idempotency, undefined, () => Promise.resolve(1))).toEqual({
      kind: 'carriedOut',
      value: 1,
    });
    expect(idempotency.calls).toEqual([]);
  });
});
