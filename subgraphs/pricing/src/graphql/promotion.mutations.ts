import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { ChangeOutcome } from '../application/carry-out-change';
import { activatePromotion, updatePromotion } from '../application/change-promotion';
import { createPromotion } from '../application/create-promotion';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import { upsertRule } from '../application/upsert-rule';
import type { PricingContext } from '../context';
import type { PromotionDraft, PromotionEdit } from '../domain/promotions/decide-promotion';
import { PriceRuleUpsertInput } from './inputs/price-rule.input';
import { PromotionActivateInput, PromotionCreateInput, PromotionUpdateInput } from './inputs/promotion.input';
import { presentRefusal } from './present';
import { presentPromotion, presentRule } from './present-promotion';
import type { PromotionLoaders } from './promotion-loaders';
import { readMoneyChange, readMoneyIfGiven, readRequest } from './read-change';
import { readRule } from './read-rule';
import { PriceRulePayload } from './types/price-rule.type';
import { PromotionPayload } from './types/promotion.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Changes of rules and promotions, by staff. */
@Resolver()
export class PromotionMutations {
  constructor(
    private readonly deps: PricingDeps,
    private readonly reader: PricingReader,
    private readonly loaders: PromotionLoaders,
  ) {}

  @Directive(STAFF)
  @Mutation(() => PriceRulePayload, {
    description: 'Makes a rule or replaces all that one says, also one of a promotion. Staff only.',
  })
  async priceRuleUpsert(
    @Arg('input', () => PriceRuleUpsertInput, { description: 'The rule.' }) input: PriceRuleUpsertInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PriceRulePayload> {
    const command = {
      id: input.id ?? undefined,
      promotionId: input.promotionId ?? undefined,
      rule: readRule(input.rule, 'input.rule'),
      expectedVersion: input.expectedVersion ?? undefined,
    };
    const outcome = await upsertRule(this.deps, command, readRequest(context, info, input.idempotencyKey));
    this.loaders.forget(context);
    const id = outcome.kind === 'done' ? outcome.id : command.id;
    const rule = id === undefined ? undefined : await this.reader.rule(id);
    return { rule: rule === undefined ? null : presentRule(rule), userErrors: errorsOf(outcome) };
  }

  @Directive(STAFF)
  @Mutation(() => PromotionPayload, {
    description: 'Makes a promotion with its rules. It is a DRAFT until it is activated. Staff only.',
  })
  async promotionCreate(
    @Arg('input', () => PromotionCreateInput, { description: 'The promotion.' }) input: PromotionCreateInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PromotionPayload> {
    const rules = input.rules.map((rule, index) => readRule(rule, `input.rules.${String(index)}`));
    const command = { ...readDraft(input), rules };
    const outcome = await createPromotion(
      this.deps,
      command,
      readRequest(context, info, input.idempotencyKey),
    );
    return this.present(outcome, undefined, context);
  }

  @Directive(STAFF)
  @Mutation(() => PromotionPayload, {
    description: 'Changes the given fields of a promotion; pauses it, resumes it or ends it. Staff only.',
  })
  async promotionUpdate(
    @Arg('input', () => PromotionUpdateInput, { description: 'The promotion and its new values.' })
    input: PromotionUpdateInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PromotionPayload> {
    const target = { id: input.id, expectedVersion: input.expectedVersion ?? undefined };
    const request = readRequest(context, info, input.idempotencyKey);
    const outcome = await updatePromotion(this.deps, { target, edit: readEdit(input) }, request);
    return this.present(outcome, input.id, context);
  }

  @Directive(STAFF)
  @Mutation(() => PromotionPayload, {
    description:
      'Switches a promotion on: SCHEDULED until its window begins, else ACTIVE; also after a pause. Staff only.',
  })
  async promotionActivate(
    @Arg('input', () => PromotionActivateInput, { description: 'The promotion.' })
    input: PromotionActivateInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PromotionPayload> {
    const target = { id: input.id, expectedVersion: input.expectedVersion ?? undefined };
    const request = readRequest(context, info, input.idempotencyKey);
    return this.present(await activatePromotion(this.deps, target, request), input.id, context);
  }

  /** The state after the change, read anew: a refusal shows the current one too. */
  private async present(
    outcome: ChangeOutcome,
    askedId: string | undefined,
    context: PricingContext,
  ): Promise<PromotionPayload> {
    this.loaders.forget(context);
    const id = outcome.kind === 'done' ? outcome.id : askedId;
    const promotion = id === undefined ? undefined : await this.loaders.promotion(id, context);
    return {
      promotion: promotion === undefined ? null : presentPromotion(promotion),
      userErrors: errorsOf(outcome),
    };
  }
}

function errorsOf(outcome: ChangeOutcome): PromotionPayload['userErrors'] {
  return outcome.kind === 'done' ? [] : [presentRefusal(outcome)];
}

function readDraft(input: PromotionCreateInput): PromotionDraft {
  return {
    title: input.title,
    description: input.description ?? undefined,
    startsAt: input.startsAt ?? undefined,
    endsAt: input.endsAt ?? undefined,
    budget: readMoneyIfGiven(input.budget, 'input.budget'),
    usageLimit: input.usageLimit ?? undefined,
    usageLimitPerCustomer: input.usageLimitPerCustomer ?? undefined,
    couponRequired: input.couponRequired ?? false,
  };
}

/** What was given; only what may be missing can be taken away by null. */
function readEdit(input: PromotionUpdateInput): PromotionEdit {
  return {
    title: input.title ?? undefined,
    description: input.description,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    status: input.status ?? undefined,
    budget: readMoneyChange(input.budget, 'input.budget'),
    usageLimit: input.usageLimit,
    usageLimitPerCustomer: input.usageLimitPerCustomer,
    couponRequired: input.couponRequired ?? undefined,
  };
}
