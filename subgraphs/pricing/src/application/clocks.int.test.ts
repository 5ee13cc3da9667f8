import { newId } from '@agora/platform/ids';
import { BOOKS, REQUEST, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aDraft, aStoredPromotion, aStoredRule, activate, done } from '../promotion-fixture.suite';
import { fakeRateProvider } from '../clients/fake-rate-provider';
import { purgeClosedOrders } from '../persistence/redemption-purge';
import { advancePromotions } from './advance-promotions';
import { announceWindows } from './announce-windows';
import { setCurrencyRate } from './change-settings';
import { refreshRates } from './refresh-rates';
import { setPrice } from './set-price';

let pricing: PricingFixture;
beforeEach(async () => {
  pricing = await openPricing();
});
afterEach(() => pricing.close());

const cause = { actor: 'service:pricing', correlationId: 'run', traceparent: undefined };
const run = (limit = 50) => ({ now: pricing.clock.now(), cause, limit });
const at = (minutes: number): Date => new Date(pricing.clock.nowMs() + minutes * 60_000);
const told = async (type: string) => (await pricing.events()).filter((event) => event.type === type);
const advance = (limit?: number) => advancePromotions(pricing.deps.store, run(limit));
const announce = async () => (await announceWindows(pricing.deps.store, run())).count;

describe('the clock of promotions', () => {
  const scheduled = async (window: { startsAt: Date; endsAt?: Date | undefined }): Promise<string> => {
    const id = await aStoredPromotion(pricing, { endsAt: undefined, ...window });
    await activate(pricing, id);
    return id;
  };

  test('begins and ends a promotion at its time, each step told once', async () => {
    const id = await scheduled({ startsAt: at(10), endsAt: at(20) });
    expect(await advance()).toEqual([]);
    pricing.clock.advance(10 * 60_000);
    expect(await advance()).toMatchObject([{ id, status: 'ACTIVE', version: 3 }]);
    expect(await advance()).toEqual([]);
    pricing.clock.advance(10 * 60_000);
    expect(await advance()).toMatchObject([{ id, status: 'ENDED', version: 4 }]);
    expect(await told('promotion.activated.v1')).toMatchObject([{ aggregate_id: id, aggregate_version: 3 }]);
    expect((await told('promotion.campaign.updated.v1')).map(({ payload }) => payload['status'])).toEqual([
      'DRAFT',
      'SCHEDULED',
      'ACTIVE',
      'ENDED',
    ]);
  });

  test('in six processes at once makes each step once', async () => {
    const ids = [];
    for (let n = 0; n < 10; n += 1) ids.push(await scheduled({ startsAt: at(1) }));
    pricing.clock.advance(60_000);
    const advanced = (await Promise.all(Array.from({ length: 6 }, () => advance()))).flat();
    expect(advanced.map(({ id }) => id).sort()).toEqual(ids.sort());
    const activated = await told('promotion.activated.v1');
    expect(activated.map(({ aggregate_id: id }) => id).sort()).toEqual(ids);
    expect(
      await pricing.database.query(
        `SELECT entity FROM audit_log WHERE action = 'promotionClock' AND actor = 'service:pricing'`,
      ),
    ).toHaveLength(10);
  });

  test('takes a bounded number at a time', async () => {
    for (let n = 0; n < 3; n += 1) await scheduled({ startsAt: at(1) });
    pricing.clock.advance(60_000);
    expect(await advance(2)).toHaveLength(2);
    expect(await advance(2)).toHaveLength(1);
  });

  test('says which prices of a single sku changed with a promotion', async () => {
    const id = await aStoredPromotion(pricing, {
      startsAt: at(1),
      rules: [aDraft({ scope: 'CATALOG', sku: 'NOVEL', region: 'EU' })],
    });
    await activate(pricing, id);
    await pricing.database.query('DELETE FROM outbox');
    pricing.clock.advance(60_000);
    await advance();
    expect(await told('pricing.updated.v1')).toMatchObject([
      { payload: { sku: 'NOVEL', price_book_id: BOOKS.eu, amount_minor: '1070', cause: 'RULE_CHANGED' } },
    ]);
  });
});

describe('the clock of windows', () => {
  const setForATime = (validFrom: Date | undefined, validUntil: Date | undefined, amountMinor = 999n) =>
    setPrice(
      pricing.deps,
      {
        priceBookId: BOOKS.us,
        sku: 'NOVEL',
        minimumQuantity: 1,
        amount: { amountMinor, currency: 'USD' },
        validFrom,
        validUntil,
        expectedVersion: undefined,
      },
      REQUEST,
    );
  const news = async () =>
    (await told('pricing.updated.v1')).map(({ payload }) => [payload['amount_minor'], payload['cause']]);

  test('tells the beginning and the end of a price for a time, once each', async () => {
    done(await setForATime(at(10), at(20)));
    expect(await announce()).toBe(0);
    pricing.clock.advance(10 * 60_000);
    expect(await announce()).toBe(1);
    expect(await announce()).toBe(0);
    pricing.clock.advance(10 * 60_000);
    expect(await announce()).toBe(1);
    expect(await announce()).toBe(0);
    // At the end, what counts again is the standing price.
    expect(await news()).toEqual([
      ['999', 'WINDOW_BEGAN'],
      ['1900', 'WINDOW_ENDED'],
    ]);
  });

  test('leaves the beginning of a window that is open already to its writer', async () => {
    done(await setForATime(undefined, at(5)));
    expect(await news()).toEqual([['999', 'WINDOW_BEGAN']]);
    expect(await announce()).toBe(0);
    pricing.clock.advance(5 * 60_000);
    expect(await announce()).toBe(1);
    expect(await news()).toHaveLength(2);
  });

  test('a price for a time is known by its beginning: set again it changes', async () => {
    const [from, until] = [at(10), at(20)];
    const first = done(await setForATime(from, until));
    expect(await setForATime(from, at(30), 899n)).toMatchObject({ id: first.id, version: 2 });
    const other = done(await setForATime(at(12), until));
    expect(other).toMatchObject({ version: 1 });
    expect(other.id).not.toBe(first.id);
    expect(done(await setForATime(undefined, undefined, 1_950n)).version).toBe(2);
    expect(
      await pricing.database.query(`SELECT 1 FROM price WHERE sku = 'NOVEL' AND price_book_id = $1`, [
        BOOKS.us,
      ]),
    ).toHaveLength(3);
  });

  test('in six processes at once tells each window once', async () => {
    for (let n = 1; n <= 9; n += 1) done(await setForATime(at(n), undefined));
    pricing.clock.advance(10 * 60_000);
    const counts = await Promise.all(Array.from({ length: 6 }, announce));
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(9);
    expect(await news()).toHaveLength(9);
  });

  test('tells of the window of a rule for one sku, if it is of no promotion or of an active one', async () => {
    await aStoredRule(pricing, { sku: 'MUG', region: 'JP', startsAt: at(5), endsAt: at(9) });
    await aStoredPromotion(pricing, {
      rules: [aDraft({ scope: 'CATALOG', sku: 'MUG', region: 'JP', startsAt: at(5) })],
    });
    await pricing.database.query('DELETE FROM outbox');
    pricing.clock.advance(5 * 60_000);
    expect(await announce()).toBe(2);
    expect(await news()).toEqual([['1980', 'RULE_CHANGED']]);
    pricing.clock.advance(4 * 60_000);
    expect(await announce()).toBe(1);
    expect(await news()).toHaveLength(2);
  });
});

describe('the clock of windows and rules for many prices', () => {
  test('tells the beginning and the end, once each, if it is of no promotion or of an active one', async () => {
    const id = await aStoredRule(pricing, { region: 'JP', startsAt: at(5), endsAt: at(9) });
    const rules = [aDraft({ startsAt: at(5) })];
    await aStoredPromotion(pricing, { rules });
    const active = await aStoredPromotion(pricing, { rules });
    await activate(pricing, active);
    const [ofActive] = await pricing.reader.rulesOf([active]);
    pricing.clock.advance(5 * 60_000);
    expect(await announce()).toBe(3);
    expect(await announce()).toBe(0);
    pricing.clock.advance(4 * 60_000);
    expect(await announce()).toBe(1);
    const changed = await told('pricing.rule.changed.v1');
    expect(changed.map(({ aggregate_id: rule }) => rule).sort()).toEqual([id, id, ofActive?.id].sort());
    expect(changed.find(({ aggregate_id: rule }) => rule === id)?.payload).toMatchObject({ region: 'JP' });
  });
});

describe('the provider of exchange rates', () => {
  const refresh = () => refreshRates(pricing.deps.store, fakeRateProvider, run());
  const rateOf = (base: string, quote: string) => pricing.reader.currencyRate(base, quote);

  test('writes what differs, each with an event', async () => {
    expect(await refresh()).toHaveLength(20);
    expect(await refresh()).toEqual([]);
    expect(await told('fx.rate.changed.v1')).toHaveLength(20);
    const today = await rateOf('USD', 'EUR');
    pricing.clock.advance(86_400_000);
    const changed = await refresh();
    expect(changed.length).toBeGreaterThan(15);
    expect(await rateOf('USD', 'EUR')).toMatchObject({ source: 'fake', version: 2 });
    expect((await rateOf('USD', 'EUR'))?.rate).not.toBe(today?.rate);
    const [last] = (await told('fx.rate.changed.v1')).filter(
      ({ aggregate_id: pair, aggregate_version: version }) => pair === 'USD/EUR' && version === 2,
    );
    expect(last?.payload).toMatchObject({ base_currency: 'USD', quote_currency: 'EUR', source: 'fake' });
  });

  test('in four processes at once writes each rate once', async () => {
    const written = (await Promise.all(Array.from({ length: 4 }, refresh))).flat();
    expect(written).toHaveLength(20);
    expect(await told('fx.rate.changed.v1')).toHaveLength(20);
  });

  test('leaves rates of staff alone until staff gives them back', async () => {
    await refresh();
    const set = (rate: string | undefined) =>
      setCurrencyRate(pricing.deps, { base: 'USD', quote: 'EUR', rate }, REQUEST);
    done(await set('0.95'));
    expect(done(await set('0.95')).id).toBe('USD/EUR');
    pricing.clock.advance(86_400_000);
    await refresh();
    expect(await rateOf('USD', 'EUR')).toMatchObject({ rate: '0.95', source: 'staff', version: 2 });
    expect(pricing.index.exchangeRate('USD', 'EUR')?.rate).toBe('0.95');
    done(await set(undefined));
    await refresh();
    expect(await rateOf('USD', 'EUR')).toMatchObject({ source: 'fake', version: 3 });
    expect(
      await setCurrencyRate(pricing.deps, { base: 'USD', quote: 'CHF', rate: undefined }, REQUEST),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that fails changes nothing', async () => {
    const broken = { name: 'broken', rates: () => Promise.reject(new Error('no rates today')) };
    await expect(refreshRates(pricing.deps.store, broken, run())).rejects.toThrow('no rates today');
    expect(await told('fx.rate.changed.v1')).toEqual([]);
  });
});

test('orders that were given up are forgotten after 30 days, a bounded number at a time', async () => {
  const close = (ageDays: number) =>
    pricing.database.query(
      `INSERT INTO redemption_closed (order_id, closed_at) VALUES ($1, now() - make_interval(days => $2::int))`,
      [newId(), ageDays],
    );
  await Promise.all([close(31), close(40), close(50), close(29)]);
  expect(await purgeClosedOrders(pricing.database, 2)).toBe(2);
  expect(await purgeClosedOrders(pricing.database, 2)).toBe(1);
  expect(await pricing.database.query('SELECT 1 FROM redemption_closed')).toHaveLength(1);
});
