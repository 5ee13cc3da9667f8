import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { ChangeOutcome } from '../application/carry-out-change';
import { createCoupon, createCouponBatch, updateCoupon } from '../application/coupon-changes';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import type { PricingContext } from '../context';
import { CouponBatchCreateInput, CouponCreateInput, CouponUpdateInput } from './inputs/coupon.input';
import { presentRefusal } from './present';
import { presentCoupon } from './present-promotion';
import type { PromotionLoaders } from './promotion-loaders';
import { readRequest } from './read-change';
import { CouponBatchPayload, CouponPayload } from './types/coupon.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Codes made and changed by staff. No code reaches a log, an audit entry or an event. */
@Resolver()
export class CouponMutations {
  constructor(
    private readonly deps: PricingDeps,
    private readonly reader: PricingReader,
    private readonly loaders: PromotionLoaders,
  ) {}

  @Directive(STAFF)
  @Mutation(() => CouponPayload, {
    description: 'Makes a code for a promotion, which only codes open from then on. Staff only.',
  })
  async couponCreate(
    @Arg('input', () => CouponCreateInput, { description: 'The code.' }) input: CouponCreateInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CouponPayload> {
    const command = { promotionId: input.promotionId, code: input.code, ...readLimits(input) };
    const request = readRequest(context, info, input.idempotencyKey);
    return this.present(await createCoupon(this.deps, command, request), context);
  }

  @Directive(STAFF)
  @Mutation(() => CouponBatchPayload, {
    description: 'Makes up to 1,000 random codes for a promotion. A repeat gives the same codes. Staff only.',
  })
  async couponBatchCreate(
    @Arg('input', () => CouponBatchCreateInput, { description: 'What kind of codes, and how many.' })
    input: CouponBatchCreateInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CouponBatchPayload> {
    const { promotionId, count } = input;
    const form = { prefix: input.prefix ?? '', length: input.length ?? DEFAULT_LENGTH };
    const command = { promotionId, count, ...form, ...readLimits(input) };
    const request = readRequest(context, info, input.idempotencyKey);
    const outcome = await createCouponBatch(this.deps, command, request);
    this.loaders.forget(context);
    return outcome.kind === 'done'
      ? { codes: await this.reader.codesOfBatch(outcome.id), userErrors: [] }
      : { codes: [], userErrors: [presentRefusal(outcome)] };
  }

  @Directive(STAFF)
  @Mutation(() => CouponPayload, {
    description: 'Changes the limits of a code, or switches it on and off. Staff only.',
  })
  async couponUpdate(
    @Arg('input', () => CouponUpdateInput, { description: 'The code and its new values.' })
    input: CouponUpdateInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CouponPayload> {
    const { code, usageLimit, usageLimitPerCustomer } = input;
    const edit = { usageLimit, usageLimitPerCustomer, active: input.active ?? undefined };
    const request = readRequest(context, info, input.idempotencyKey);
    return this.present(await updateCoupon(this.deps, { code, edit }, request), context);
  }

  private async present(outcome: ChangeOutcome, context: PricingContext): Promise<CouponPayload> {
    this.loaders.forget(context);
    if (outcome.kind !== 'done') return { coupon: null, userErrors: [presentRefusal(outcome)] };
    const coupon = await this.reader.couponById(outcome.id);
    return { coupon: coupon === undefined ? null : presentCoupon(coupon), userErrors: [] };
  }
}

const DEFAULT_LENGTH = 10;

function readLimits(input: CouponCreateInput | CouponBatchCreateInput) {
  return {
    usageLimit: input.usageLimit ?? undefined,
    usageLimitPerCustomer: input.usageLimitPerCustomer ?? undefined,
  };
}
