import { NOW, aPromotion } from '../price-table.suite';
import {
  activatePromotion,
  advancePromotion,
  createPromotion,
  editPromotion,
  requireCoupon,
  touchPromotion,
} from './decide-promotion';
import type { PromotionDraft, PromotionEdit } from './decide-promotion';
import type { Promotion, PromotionStatus } from './promotion';

const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const draft = (fields: Partial<PromotionDraft> = {}): PromotionDraft => ({
  title: 'Spring sale',
  description: undefined,
  startsAt: undefined,
  endsAt: undefined,
  budget: undefined,
  usageLimit: undefined,
  usageLimitPerCustomer: undefined,
  couponRequired: false,
  ...fields,
});
const facts = { now: NOW, scopes: ['LINE'] as const };
const edit = (promotion: Partial<Promotion>, change: PromotionEdit) =>
  editPromotion(aPromotion(promotion), change, facts);

describe('a new promotion', () => {
  test('is a draft with its limits', () => {
    const budget = { amountMinor: 10_000n, currency: 'USD' };
    expect(createPromotion(draft({ budget, usageLimit: 5 }), { id: 'p', now: NOW })).toMatchObject({
      kind: 'changed',
      promotion: {
        id: 'p',
        status: 'DRAFT',
        version: 1,
        budgetMinor: 10_000n,
        budgetCurrency: 'USD',
        usageLimit: 5,
      },
      changed: ['created'],
      hasBegun: false,
    });
  });

  test.each<[string, Partial<PromotionDraft>, string]>([
    ['a blank title', { title: '  ' }, 'title'],
    ['a title of 10 kB', { title: 'x'.repeat(10_000) }, 'title'],
    ['a description of 10 kB', { description: 'x'.repeat(10_000) }, 'description'],
    ['an end in the past', { endsAt: at(-1) }, 'endsAt'],
    ['an end before its beginning', { startsAt: at(5), endsAt: at(5) }, 'endsAt'],
    ['no uses', { usageLimit: 0 }, 'usageLimit'],
    ['negative uses', { usageLimitPerCustomer: -1 }, 'usageLimitPerCustomer'],
    ['a budget of nothing', { budget: { amountMinor: 0n, currency: 'USD' } }, 'budget'],
    ['a huge budget', { budget: { amountMinor: 10n ** 15n + 1n, currency: 'USD' } }, 'budget'],
  ])('with %s is refused', (_what, fields, field) => {
    expect(createPromotion(draft(fields), { id: 'p', now: NOW })).toMatchObject({
      code: 'INVALID_VALUE',
      field: ['input', field],
    });
  });
});

describe('switching on', () => {
  test.each<[string, Partial<Promotion>, PromotionStatus, boolean]>([
    ['a draft without a window', { status: 'DRAFT' }, 'ACTIVE', true],
    ['a draft whose window began', { status: 'DRAFT', startsAt: at(0) }, 'ACTIVE', true],
    ['a draft whose window is to come', { status: 'DRAFT', startsAt: at(1) }, 'SCHEDULED', false],
    ['one that is scheduled and due', { status: 'SCHEDULED', startsAt: at(-1) }, 'ACTIVE', true],
    ['one that is paused', { status: 'PAUSED', startsAt: at(-1) }, 'ACTIVE', false],
  ])('%s', (_what, fields, status, hasBegun) => {
    expect(activatePromotion(aPromotion(fields), facts)).toMatchObject({
      promotion: { status, version: 2 },
      changed: ['status'],
      hasBegun,
    });
  });

  test.each<[string, Partial<Promotion>, string]>([
    ['one that is on', { status: 'ACTIVE' }, 'It is ACTIVE and cannot become ACTIVE, only PAUSED or ENDED.'],
    ['one that ended', { status: 'ENDED' }, 'It is ENDED: nothing comes after that.'],
    [
      'one whose window is to come',
      { status: 'SCHEDULED', startsAt: at(1) },
      'It is SCHEDULED and cannot become SCHEDULED, only ACTIVE or ENDED.',
    ],
  ])('%s is refused', (_what, fields, message) => {
    expect(activatePromotion(aPromotion(fields), facts)).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      message,
      field: ['input', 'id'],
    });
  });

  test('without a rule or after its window is refused', () => {
    const promotion = aPromotion({ status: 'DRAFT' });
    expect(activatePromotion(promotion, { now: NOW, scopes: [] })).toMatchObject({ code: 'INVALID_VALUE' });
    expect(activatePromotion({ ...promotion, endsAt: at(-1) }, facts)).toMatchObject({
      code: 'INVALID_VALUE',
    });
  });
});

describe('a change', () => {
  test('keeps what is not mentioned and takes away what is null', () => {
    const before = { description: 'old', usageLimit: 3, startsAt: at(-5) };
    expect(edit(before, { title: 'New', description: null, endsAt: at(9) })).toMatchObject({
      promotion: {
        title: 'New',
        description: undefined,
        usageLimit: 3,
        startsAt: at(-5),
        endsAt: at(9),
        version: 2,
      },
      changed: ['text', 'ends_at'],
    });
  });

  test('that changes nothing keeps the version', () => {
    expect(edit({ startsAt: at(-5) }, { title: 'Promotion', status: 'ACTIVE' })).toMatchObject({
      promotion: { version: 1 },
      changed: [],
    });
  });

  test.each<[PromotionStatus, PromotionStatus]>([
    ['ACTIVE', 'PAUSED'],
    ['ACTIVE', 'ENDED'],
    ['PAUSED', 'ACTIVE'],
    ['PAUSED', 'ENDED'],
    ['SCHEDULED', 'ENDED'],
    ['DRAFT', 'ACTIVE'],
  ])('from %s to %s is made', (from, to) => {
    const startsAt = from === 'SCHEDULED' ? at(1) : undefined;
    expect(edit({ status: from, startsAt }, { status: to })).toMatchObject({ promotion: { status: to } });
  });

  test.each<[PromotionStatus, PromotionStatus]>([
    ['DRAFT', 'PAUSED'],
    ['DRAFT', 'ENDED'],
    ['SCHEDULED', 'PAUSED'],
    ['SCHEDULED', 'DRAFT'],
    ['ACTIVE', 'DRAFT'],
    ['ACTIVE', 'SCHEDULED'],
    ['PAUSED', 'SCHEDULED'],
    ['ENDED', 'ACTIVE'],
    ['ENDED', 'ENDED'],
    ['SCHEDULED', 'ACTIVE'],
    ['DRAFT', 'SCHEDULED'],
  ])('from %s to %s is refused', (from, to) => {
    const startsAt = from === 'SCHEDULED' ? at(1) : undefined;
    expect(edit({ status: from, startsAt }, { status: to })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  test('of the beginning is possible until it began', () => {
    expect(edit({ status: 'SCHEDULED', startsAt: at(1) }, { startsAt: at(2) })).toMatchObject({
      changed: ['starts_at'],
    });
    expect(edit({ status: 'ACTIVE', startsAt: at(-1) }, { startsAt: at(2) })).toMatchObject({
      field: ['input', 'startsAt'],
    });
    expect(edit({ status: 'SCHEDULED', startsAt: at(1) }, { startsAt: null })).toMatchObject({
      field: ['input', 'startsAt'],
    });
  });

  test('of an ended promotion is refused, whatever it is', () => {
    expect(edit({ status: 'ENDED' }, { title: 'Again' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      field: ['input', 'id'],
    });
    expect(edit({ status: 'ENDED' }, {})).toMatchObject({ changed: [] });
  });

  test('of the budget keeps the currency of what was spent', () => {
    const usage = { redemptions: 1, spentMinor: 500n };
    const spent = { budgetMinor: 1_000n, budgetCurrency: 'USD', usage };
    const euros = { amountMinor: 1_000n, currency: 'EUR' };
    expect(edit(spent, { budget: euros })).toMatchObject({ code: 'CURRENCY_MISMATCH' });
    expect(edit({ usage }, { budget: euros })).toMatchObject({ code: 'CURRENCY_MISMATCH' });
    expect(edit(spent, { budget: { amountMinor: 1n, currency: 'USD' } })).toMatchObject({
      changed: ['limits'],
    });
    expect(edit(spent, { budget: null })).toMatchObject({ promotion: { budgetCurrency: undefined } });
  });

  test('to limits is refused while a rule gives on unit prices', () => {
    expect(
      editPromotion(aPromotion(), { usageLimit: 5 }, { now: NOW, scopes: ['LINE', 'CATALOG'] }),
    ).toMatchObject({ code: 'INVALID_VALUE', field: ['input', 'usageLimit'] });
  });

  test('to ACTIVE after its window is refused', () => {
    expect(edit({ status: 'PAUSED', endsAt: at(-1) }, { status: 'ACTIVE' })).toMatchObject({
      code: 'INVALID_VALUE',
      field: ['input', 'status'],
    });
    expect(edit({ status: 'PAUSED', endsAt: at(-1) }, { status: 'ENDED' })).toMatchObject({
      kind: 'changed',
    });
  });
});

describe('the clock', () => {
  test.each<[string, Partial<Promotion>, PromotionStatus | undefined]>([
    ['begins what is due', { status: 'SCHEDULED', startsAt: at(0) }, 'ACTIVE'],
    ['leaves what is to come', { status: 'SCHEDULED', startsAt: at(1) }, undefined],
    ['ends what is over', { status: 'ACTIVE', endsAt: at(0) }, 'ENDED'],
    ['leaves what goes on', { status: 'ACTIVE', endsAt: at(1) }, undefined],
    ['leaves what has no end', { status: 'ACTIVE' }, undefined],
    ['leaves what is paused', { status: 'PAUSED', endsAt: at(-1) }, undefined],
    ['leaves drafts', { status: 'DRAFT', startsAt: at(-1) }, undefined],
  ])('%s', (_what, fields, status) => {
    expect(advancePromotion(aPromotion(fields), NOW)?.promotion.status).toBe(status);
  });

  test('begins a window that it missed as a whole before it ends it', () => {
    const missed = aPromotion({ status: 'SCHEDULED', startsAt: at(-2), endsAt: at(-1) });
    const begun = advancePromotion(missed, NOW);
    expect(begun).toMatchObject({ promotion: { status: 'ACTIVE', version: 2 }, hasBegun: true });
    expect(advancePromotion(begun?.promotion ?? missed, NOW)).toMatchObject({
      promotion: { status: 'ENDED', version: 3 },
      hasBegun: false,
    });
  });
});

test('a changed rule counts a version, a first code closes the promotion to others', () => {
  expect(touchPromotion(aPromotion(), 'rules')).toMatchObject({
    promotion: { version: 2 },
    changed: ['rules'],
    hasBegun: false,
  });
  expect(requireCoupon(aPromotion())).toMatchObject({
    promotion: { couponRequired: true, version: 2 },
    changed: ['coupon_required'],
    hasBegun: false,
  });
});
