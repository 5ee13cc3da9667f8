import type { ChangeOutcome } from './application/carry-out-change';
import { activatePromotion } from './application/change-promotion';
import { createCoupon } from './application/coupon-changes';
import { createPromotion } from './application/create-promotion';
import type { CreatePromotion } from './application/create-promotion';
import { upsertRule } from './application/upsert-rule';
import type { RuleDraft } from './domain/rules/rule-draft';
import { REQUEST } from './pricing-fixture.suite';
import type { PricingFixture } from './pricing-fixture.suite';

/** Ten percent off everything, but for what the test is about. */
export function aDraft(fields: Partial<RuleDraft> = {}): RuleDraft {
  const nowhere = { stackGroup: undefined, region: undefined, channel: undefined, segment: undefined };
  const nothing = { sku: undefined, category: undefined, condition: undefined };
  const always = { startsAt: undefined, endsAt: undefined, active: true };
  return {
    name: 'Ten percent',
    scope: undefined,
    priority: 0,
    exclusive: false,
    excludes: [],
    includes: [],
    minimumQuantity: 1,
    adjustmentBasisPoints: fields.adjustment === undefined ? -1_000 : undefined,
    adjustment: undefined,
    maximumPerLine: undefined,
    maximumPerOrder: undefined,
    ...nowhere,
    ...nothing,
    ...always,
    ...fields,
  };
}

/** What was done: its id and version. @throws Error with the refusal. */
export function done(outcome: ChangeOutcome): { readonly id: string; readonly version: number } {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** A promotion with one rule for lines, but for what the test is about; a DRAFT. @returns its id. */
export async function aStoredPromotion(
  { deps }: PricingFixture,
  fields: Partial<CreatePromotion> = {},
): Promise<string> {
  const command: CreatePromotion = {
    title: 'Sale',
    description: undefined,
    startsAt: undefined,
    endsAt: undefined,
    budget: undefined,
    usageLimit: undefined,
    usageLimitPerCustomer: undefined,
    couponRequired: false,
    rules: [aDraft()],
    ...fields,
  };
  return done(await createPromotion(deps, command, REQUEST)).id;
}

export async function activate({ deps }: PricingFixture, id: string): Promise<void> {
  done(await activatePromotion(deps, { id, expectedVersion: undefined }, REQUEST));
}

/** A rule of its own. @returns its id. */
export async function aStoredRule(
  { deps }: PricingFixture,
  fields: Partial<RuleDraft> = {},
): Promise<string> {
  const command = { id: undefined, promotionId: undefined, expectedVersion: undefined, rule: aDraft(fields) };
  return done(await upsertRule(deps, command, REQUEST)).id;
}

export async function aStoredCoupon(
  { deps }: PricingFixture,
  promotionId: string,
  code: string,
): Promise<string> {
  const limits = { usageLimit: undefined, usageLimitPerCustomer: undefined };
  return done(await createCoupon(deps, { promotionId, code, ...limits }, REQUEST)).id;
}
