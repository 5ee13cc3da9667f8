import { agreedUpTo, isSamePrice, needsConsent, promisedPrice, settlePrice } from './line-prices';
import type { LinePrice } from './line-prices';

const NOON = new Date('2026-01-15T12:00:00.000Z');
const LATER = new Date('2026-01-15T12:20:00.000Z');
const before: LinePrice = {
  unitPriceMinor: 1_000n,
  previousPriceMinor: null,
  acceptedPriceMinor: 1_000n,
  priceValidUntil: NOON,
  pricedQuantity: 2,
};
const settle = (
  unitMinor: bigint,
  currentMinor = unitMinor,
  line: LinePrice | undefined = before,
  skuQuantity: number | undefined = 2,
): LinePrice => settlePrice(line, { unitMinor, currentMinor }, { until: LATER, skuQuantity });

test('a new line is agreed to at the price it is added at', () => {
  expect(
    settlePrice(undefined, { unitMinor: 900n, currentMinor: 900n }, { until: LATER, skuQuantity: 2 }),
  ).toEqual({
    unitPriceMinor: 900n,
    previousPriceMinor: null,
    acceptedPriceMinor: 900n,
    priceValidUntil: LATER,
    pricedQuantity: 2,
  });
});

test('an equal price is promised for longer', () => {
  expect(settle(1_000n)).toEqual({ ...before, priceValidUntil: LATER });
});

test('a drop is passed on, agreed to, and shows what it was', () => {
  expect(settle(800n)).toEqual({
    unitPriceMinor: 800n,
    previousPriceMinor: 1_000n,
    acceptedPriceMinor: 800n,
    priceValidUntil: LATER,
    pricedQuantity: 2,
  });
});

test('while the promise holds a rise changes nothing, not even until when it holds', () => {
  expect(settle(1_000n, 1_200n)).toEqual(before);
});

test('afterwards it is charged but not agreed to, and no price is promised until it is', () => {
  const risen = settle(1_200n);
  expect(risen).toEqual({
    unitPriceMinor: 1_200n,
    previousPriceMinor: 1_000n,
    acceptedPriceMinor: 1_000n,
    priceValidUntil: LATER,
    pricedQuantity: 2,
  });
  expect(needsConsent(risen)).toBe(true);
  expect(promisedPrice(risen, NOON)).toBeUndefined();
  const agreed = agreedUpTo(risen, 1_200n);
  expect(needsConsent(agreed)).toBe(false);
  expect(agreed).toMatchObject({ acceptedPriceMinor: 1_200n, previousPriceMinor: null });
  expect(promisedPrice(agreed, NOON)).toBe(1_200n);
});

test('a rise that goes away needs no consent any more', () => {
  const risen = settle(1_200n);
  expect(needsConsent(settle(1_000n, 1_000n, risen))).toBe(false);
  expect(settle(1_500n, 1_500n, risen).acceptedPriceMinor).toBe(1_000n);
});

test('a promise ends at its time', () => {
  expect(promisedPrice(before, new Date(NOON.getTime() - 1))).toBe(1_000n);
  expect(promisedPrice(before, NOON)).toBeUndefined();
});

test('only prices are compared, not until when they hold', () => {
  expect(isSamePrice(before, { ...before, priceValidUntil: LATER })).toBe(true);
  expect(isSamePrice(before, { ...before, acceptedPriceMinor: 1n })).toBe(false);
});

test('who takes fewer agrees to what so few cost, unless a rise was waiting for consent', () => {
  const fewer = settle(1_200n, 1_200n, before, 1);
  expect(fewer).toMatchObject({ unitPriceMinor: 1_200n, previousPriceMinor: 1_000n, pricedQuantity: 1 });
  expect(needsConsent(fewer)).toBe(false);
  expect(needsConsent(settle(1_300n, 1_300n, settle(1_200n), 1))).toBe(true);
});

test('who agrees while the promise holds still pays what was promised, and is not asked again when it ends', () => {
  const agreed = agreedUpTo(before, 1_200n);
  expect(promisedPrice(agreed, new Date(NOON.getTime() - 1))).toBe(1_000n);
  expect(settle(1_000n, 1_200n, agreed)).toEqual(agreed);
  expect(needsConsent(settle(1_200n, 1_200n, agreed))).toBe(false);
  expect(needsConsent(settle(1_300n, 1_300n, agreed))).toBe(true);
});

test('a quote for other quantities promises nothing for these', () => {
  const { pricedQuantity } = settlePrice(
    undefined,
    { unitMinor: 900n, currentMinor: 900n },
    { until: LATER, skuQuantity: undefined },
  );
  expect(pricedQuantity).toBe(0);
});
