import { byAddress, search } from './service-search';
import type { Way } from './service-search';

const open = (address: string): Way => ({
  name: address,
  take: async () => ({ address, how: 'open', stop: async () => undefined }),
});
const closed = (reason: string): Way => ({ name: 'closed', take: async () => reason });
const broken: Way = {
  name: 'broken',
  take: async () => {
    throw new Error('cannot be tried');
  },
};

describe('the search for a service', () => {
  afterEach(() => {
    delete process.env['AGORA_SEARCHED_URL'];
  });

  it('takes the first way that leads there', async () => {
    const result = await search([closed('no'), open('first'), open('second')], 'remedy');
    expect(result).toMatchObject({ kind: 'found', address: 'first' });
  });

  it('goes on after a way that throws', async () => {
    await expect(search([broken, open('next')], 'remedy')).resolves.toMatchObject({ address: 'next' });
  });

  it('tells of every way when none leads there', async () => {
    await expect(search([broken, closed('not here')], 'install it')).resolves.toEqual({
      kind: 'missing',
      reason: 'not here',
      tried: ['broken: cannot be tried', 'closed: not here'],
      remedy: 'install it',
    });
  });

  it('prefers an address from the environment, and an empty one is none', async () => {
    process.env['AGORA_SEARCHED_URL'] = '';
    await expect(search([byAddress('AGORA_SEARCHED_URL'), open('other')], 'remedy')).resolves.toMatchObject({
      address: 'other',
    });
    process.env['AGORA_SEARCHED_URL'] = 'redis://elsewhere';
    await expect(search([byAddress('AGORA_SEARCHED_URL'), open('other')], 'remedy')).resolves.toMatchObject({
      address: 'redis://elsewhere',
      how: 'address from AGORA_SEARCHED_URL',
    });
  });
});
