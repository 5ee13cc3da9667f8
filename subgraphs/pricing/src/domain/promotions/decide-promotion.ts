import type { Money } from '@agora/platform/money';
import { checkNumber, checkText, checkWindow, firstRefusal } from '../checks';
import { refused } from '../refusal';
import type { Refusal } from '../refusal';
import type { RuleScope } from '../rules/rule-scope';
import { NO_USAGE } from './promotion';
import type { Promotion, PromotionStatus } from './promotion';
import { checkTransition } from './transitions';

/** A promotion as staff wants it, but for its rules. */
export interface PromotionDraft {
  readonly title: string;
  readonly description: string | undefined;
  readonly startsAt: Date | undefined;
  readonly endsAt: Date | undefined;
  readonly budget: Money | undefined;
  readonly usageLimit: number | undefined;
  readonly usageLimitPerCustomer: number | undefined;
  readonly couponRequired: boolean;
}

/** New values; undefined keeps the old one, null takes it away. */
export interface PromotionEdit {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly startsAt?: Date | null | undefined;
  readonly endsAt?: Date | null | undefined;
  readonly budget?: Money | null | undefined;
  readonly usageLimit?: number | null | undefined;
  readonly usageLimitPerCustomer?: number | null | undefined;
  readonly couponRequired?: boolean | undefined;
  readonly status?: PromotionStatus | undefined;
}

/** What surrounds a change. */
export interface PromotionFacts {
  readonly now: Date;
  /** Of the promotion's rules. */
  readonly scopes: readonly RuleScope[];
}

/** A promotion after a change, and what it says to the world. */
export interface PromotionChange {
  readonly kind: 'changed';
  readonly promotion: Promotion;
  /** As in `promotion.campaign.updated.v1`; empty when nothing is different. */
  readonly changed: readonly string[];
  /** Whether its window began with this change. */
  readonly hasBegun: boolean;
}

const MAX_TITLE = 200;
const MAX_DESCRIPTION = 2_000;
/** Most a promotion may give away: 10^15 smallest units. */
const MAX_BUDGET_MINOR = 1_000_000_000_000_000n;
const LIMIT = { min: 1, max: 2_147_483_647 };

/** Decides about a new promotion: it begins as a DRAFT and gives nothing yet. Refused: values out of bounds. */
export function createPromotion(
  draft: PromotionDraft,
  { id, now }: { readonly id: string; readonly now: Date },
): PromotionChange | Refusal {
  const { budget, ...plain } = draft;
  const promotion: Promotion = {
    ...plain,
    ...budgetColumns(budget),
    id,
    status: 'DRAFT',
    version: 1,
    usage: NO_USAGE,
  };
  const refusal = checkFields(promotion, { before: undefined, now });
  return refusal ?? { kind: 'changed', promotion, changed: ['created'], hasBegun: false };
}

/**
 * Decides about new values and a new status. Refused: an ended promotion, a step it cannot make, values out of bounds, a
 * beginning moved after it began, limits on a promotion with rules for unit prices, another currency of a budget that was
 * partly spent.
 */
export function editPromotion(
  before: Promotion,
  edit: PromotionEdit,
  facts: PromotionFacts,
): PromotionChange | Refusal {
  const { status = before.status } = edit;
  const edited = withEdit(before, edit);
  const refusal = firstRefusal(
    () => checkTouchable(before, edit),
    () => checkStart(before, edited),
    () => checkFields(edited, { before, now: facts.now }),
    () => checkSpent(before, edited),
    () => checkRules(edited, facts),
    () => (status === before.status ? undefined : checkStep(edited, status, facts)),
  );
  if (refusal !== undefined) return refusal;
  return changeOf(before, { ...edited, status });
}

/** Switches a promotion on: SCHEDULED when its window is still to come, else ACTIVE. Refused as {@link editPromotion}. */
export function activatePromotion(before: Promotion, facts: PromotionFacts): PromotionChange | Refusal {
  const status = statusByWindow(before, facts.now);
  const refusal =
    checkTransition(before.status, status, 'id') ?? checkBeginning(before, status, { ...facts, field: 'id' });
  return refusal ?? changeOf(before, { ...before, status });
}

/** What the clock makes of a promotion: the next step that is due, or undefined. */
export function advancePromotion(before: Promotion, now: Date): PromotionChange | undefined {
  const { status, startsAt, endsAt } = before;
  const hasEnded = endsAt !== undefined && endsAt <= now;
  if (status === 'ACTIVE' && hasEnded) return changeOf(before, { ...before, status: 'ENDED' });
  if (status === 'SCHEDULED' && startsAt !== undefined && startsAt <= now) {
    return changeOf(before, { ...before, status: 'ACTIVE' });
  }
  return undefined;
}

/** The promotion after one of its rules or coupons changed. */
export function touchPromotion(before: Promotion, changed: string): PromotionChange {
  const promotion = { ...before, version: before.version + 1 };
  return { kind: 'changed', promotion, changed: [changed], hasBegun: false };
}

/** The promotion from its first code on: only codes open it. */
export function requireCoupon(before: Promotion): PromotionChange {
  return changeOf(before, { ...before, couponRequired: true });
}

function changeOf(before: Promotion, after: Promotion): PromotionChange {
  const changed = GROUPS.filter(([, fields]) =>
    fields.some((field) => valueOf(before[field]) !== valueOf(after[field])),
  ).map(([name]) => name);
  const isChanged = changed.length > 0;
  return {
    kind: 'changed',
    promotion: isChanged ? { ...after, version: before.version + 1 } : before,
    changed,
    // Going on after a pause is no beginning.
    hasBegun: after.status === 'ACTIVE' && (before.status === 'DRAFT' || before.status === 'SCHEDULED'),
  };
}

const GROUPS: readonly (readonly [string, readonly (keyof Promotion)[]])[] = [
  ['text', ['title', 'description']],
  ['status', ['status']],
  ['starts_at', ['startsAt']],
  ['ends_at', ['endsAt']],
  ['limits', ['budgetMinor', 'budgetCurrency', 'usageLimit', 'usageLimitPerCustomer']],
  ['coupon_required', ['couponRequired']],
];

function valueOf(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}

function withEdit(before: Promotion, edit: PromotionEdit): Promotion {
  const kept = <T>(next: T | null | undefined, old: T | undefined): T | undefined =>
    next === undefined ? old : (next ?? undefined);
  const budget = edit.budget === undefined ? undefined : budgetColumns(edit.budget ?? undefined);
  return {
    ...before,
    ...budget,
    title: edit.title ?? before.title,
    description: kept(edit.description, before.description),
    startsAt: kept(edit.startsAt, before.startsAt),
    endsAt: kept(edit.endsAt, before.endsAt),
    usageLimit: kept(edit.usageLimit, before.usageLimit),
    usageLimitPerCustomer: kept(edit.usageLimitPerCustomer, before.usageLimitPerCustomer),
    couponRequired: edit.couponRequired ?? before.couponRequired,
  };
}

function budgetColumns(budget: Money | undefined): Pick<Promotion, 'budgetMinor' | 'budgetCurrency'> {
  return { budgetMinor: budget?.amountMinor, budgetCurrency: budget?.currency };
}

function checkFields(
  promotion: Promotion,
  { before, now }: { readonly before: Promotion | undefined; readonly now: Date },
): Refusal | undefined {
  const { budgetMinor } = promotion;
  return firstRefusal(
    () => checkText(promotion.title, MAX_TITLE, ['title']),
    () => checkText(promotion.description, MAX_DESCRIPTION, ['description']),
    () => checkWindow(promotion, { before, now, path: [] }),
    () => checkNumber(promotion.usageLimit, LIMIT, ['usageLimit']),
    () => checkNumber(promotion.usageLimitPerCustomer, LIMIT, ['usageLimitPerCustomer']),
    () =>
      budgetMinor !== undefined && (budgetMinor <= 0n || budgetMinor > MAX_BUDGET_MINOR)
        ? refused('INVALID_VALUE', 'Must be positive, at most 10^15 smallest units.', 'budget')
        : undefined,
  );
}

function checkTouchable({ status }: Promotion, edit: PromotionEdit): Refusal | undefined {
  const isTouched = Object.values(edit).some((value) => value !== undefined);
  return status === 'ENDED' && isTouched
    ? refused('ILLEGAL_TRANSITION', 'It is ENDED: nothing of it can be changed any more.', 'id')
    : undefined;
}

function checkStart(before: Promotion, edited: Promotion): Refusal | undefined {
  if (valueOf(before.startsAt) === valueOf(edited.startsAt) || before.status === 'DRAFT') return undefined;
  if (before.status !== 'SCHEDULED') {
    return refused('INVALID_VALUE', `Cannot be moved: the promotion is ${before.status}.`, 'startsAt');
  }
  return edited.startsAt === undefined
    ? refused('INVALID_VALUE', 'A promotion that is SCHEDULED needs a beginning.', 'startsAt')
    : undefined;
}

function checkSpent(before: Promotion, { budgetCurrency }: Promotion): Refusal | undefined {
  const { usage, budgetCurrency: old } = before;
  if (budgetCurrency === undefined || budgetCurrency === old || usage.redemptions === 0) return undefined;
  const message =
    old === undefined
      ? 'It was used without a budget: what it gave away was not counted in one currency.'
      : `It has spent ${old} already.`;
  return refused('CURRENCY_MISMATCH', message, 'budget');
}

function checkRules(promotion: Promotion, { scopes }: PromotionFacts): Refusal | undefined {
  const limit = LIMITS.find(([name]) => promotion[name] !== undefined && promotion[name] !== false);
  if (limit === undefined || scopes.every((scope) => scope === 'LINE' || scope === 'ORDER')) return undefined;
  const message = 'A rule of it gives on unit prices: that cannot be counted.';
  return refused('INVALID_VALUE', message, limit[1]);
}

function checkStep(edited: Promotion, status: PromotionStatus, facts: PromotionFacts): Refusal | undefined {
  const isBeginning = edited.status === 'DRAFT' || edited.status === 'SCHEDULED';
  const due = statusByWindow(edited, facts.now);
  return firstRefusal(
    () => checkTransition(edited.status, status, 'status'),
    () =>
      isBeginning && status !== 'ENDED' && status !== due
        ? refused('ILLEGAL_TRANSITION', `By its window it becomes ${due}.`, 'status')
        : undefined,
    () => checkBeginning(edited, status, { ...facts, field: 'status' }),
  );
}

function statusByWindow({ startsAt }: Promotion, now: Date): PromotionStatus {
  return startsAt !== undefined && startsAt > now ? 'SCHEDULED' : 'ACTIVE';
}

// What makes the use of a promotion be counted, and its name in the input.
const LIMITS = [
  ['budgetMinor', 'budget'],
  ['usageLimit', 'usageLimit'],
  ['usageLimitPerCustomer', 'usageLimitPerCustomer'],
  ['couponRequired', 'couponRequired'],
] as const;

function checkBeginning(
  { endsAt }: Promotion,
  status: PromotionStatus,
  { now, scopes, field }: PromotionFacts & { readonly field: string },
): Refusal | undefined {
  if (status !== 'ACTIVE' && status !== 'SCHEDULED') return undefined;
  if (scopes.length === 0) return refused('INVALID_VALUE', 'A promotion needs a rule.', field);
  return endsAt !== undefined && endsAt <= now
    ? refused('INVALID_VALUE', 'Its window is over: move its end first.', field)
    : undefined;
}
