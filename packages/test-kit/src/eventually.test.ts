import { eventually } from './eventually';

describe('eventually', () => {
  it('returns what was looked for as soon as it is there', async () => {
    let looks = 0;
    await expect(eventually(() => (++looks === 3 ? 'seen' : undefined), { everyMs: 1 })).resolves.toBe(
      'seen',
    );
    expect(looks).toBe(3);
  });

  it('takes zero and the empty string for answers', async () => {
    await expect(eventually(() => 0)).resolves.toBe(0);
    await expect(eventually(() => '')).resolves.toBe('');
  });

  it('names on expiry what was waited for and the last error', async () => {
    const look = (): never => {
      throw new Error('no such row');
    };
    await expect(eventually(look, { withinMs: 5, everyMs: 1, what: 'the row' })).rejects.toThrow(
      'the row did not come true within 5 ms: no such row',
    );
  });
});
