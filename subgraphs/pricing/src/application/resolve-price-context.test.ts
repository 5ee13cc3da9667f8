import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { NOW, aTable } from '../domain/price-table.suite';
import { resolvePriceContext } from './resolve-price-context';
import type { AskedContext } from './resolve-price-context';

const table = aTable({
  regions: [
    { region: 'US', currency: 'USD', roundingMode: 'HALF_EVEN' },
    { region: 'JP', currency: 'JPY', roundingMode: 'HALF_UP' },
  ],
});
const noShop = { region: undefined, currencyCode: undefined, channel: undefined };

function resolve(
  asked: AskedContext,
  viewer: Viewer = ANONYMOUS,
  shop: Partial<Record<keyof typeof noShop, string>> = {},
) {
  return resolvePriceContext(
    table,
    asked,
    { viewer, shop: { ...noShop, ...shop }, segments: [], now: NOW },
    'US',
  );
}

test('without anything said: the default region, its currency, everybody, now', () => {
  expect(resolve({})).toEqual({
    region: 'US',
    currency: 'USD',
    channel: undefined,
    segments: ['general'],
    at: NOW,
  });
});

test("the shop's headers count, what is asked for wins", () => {
  const shop = { region: 'JP', channel: 'app' };
  expect(resolve({}, ANONYMOUS, shop)).toMatchObject({ region: 'JP', currency: 'JPY', channel: 'app' });
  expect(resolve({ currencyCode: 'USD', channel: 'web' }, ANONYMOUS, shop)).toMatchObject({
    currency: 'USD',
    channel: 'web',
  });
});

test('an unknown region or currency is bad input', () => {
  expect(faultOf(() => resolve({ region: 'XX' }))).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(faultOf(() => resolve({ currencyCode: 'usd' }))).toMatchObject({ code: 'BAD_USER_INPUT' });
});

const customer: Viewer = { ...ANONYMOUS, role: 'customer', subject: 'c1', customerId: 'c1' };
const others: AskedContext[] = [{ customerSegments: ['vip'] }, { at: new Date(0) }];

test.each([ANONYMOUS, customer, { ...customer, callingService: 'gateway' }])(
  'a shopper may not ask for the prices of other segments or times',
  (viewer) => {
    for (const asked of others) {
      expect(faultOf(() => resolve(asked, viewer))).toMatchObject({ code: 'FORBIDDEN' });
    }
  },
);

test.each<[string, Viewer]>([
  ['support', { ...ANONYMOUS, role: 'support', subject: 's1' }],
  ['admin', { ...ANONYMOUS, role: 'admin', subject: 'a1' }],
  ['a service account', { ...ANONYMOUS, role: 'service', subject: 'x1' }],
  ['the cart on behalf of a customer', { ...customer, callingService: 'cart' }],
])('%s may', (_who, viewer) => {
  for (const asked of others) expect(() => resolve(asked, viewer)).not.toThrow();
  expect(resolve({ customerSegments: ['vip'] }, viewer).segments).toEqual(['vip']);
});

/** What `work` threw; undefined when it did not. */
function faultOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
