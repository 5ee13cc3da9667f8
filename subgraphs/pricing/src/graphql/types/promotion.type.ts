import { DateTimeScalar, Money, PageInfo, UserError } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PromotionStatus } from './promotion-status.enum';

@ObjectType('Promotion', {
  description: 'Rules that are switched on and off together and share a budget and limits. Staff only.',
})
export class Promotion {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Title as shoppers see it.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is about; null when nobody said.' })
  description!: string | null;

  @Field(() => PromotionStatus, { description: 'Whether it gives anything.' })
  status!: PromotionStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it counts; null = from its activation on.',
  })
  startsAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it no longer counts; null = until it is ended.',
  })
  endsAt!: Date | null;

  @Field(() => Money, { nullable: true, description: 'Most it gives away in all; null = no limit.' })
  budget!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Given away by orders, held ones included; null without a budget: only then it is in one currency.',
  })
  spent!: Money | null;

  @Field(() => Int, { description: 'How many orders used it or hold a use.' })
  redemptions!: number;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it; null = any number.' })
  usageLimit!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many orders of one customer may use it; null = any number.',
  })
  usageLimitPerCustomer!: number | null;

  @Field(() => Boolean, { description: 'Whether only a coupon opens it.' })
  couponRequired!: boolean;

  @Field(() => Int, { description: 'Counts its changes, those of its rules included.' })
  version!: number;
}

@ObjectType('PromotionEdge', { description: 'A promotion in a list.' })
export class PromotionEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => Promotion, { description: 'The promotion.' })
  node!: Promotion;
}

@ObjectType('PromotionConnection', { description: 'A page of a list of promotions.' })
export class PromotionConnection {
  @Field(() => [PromotionEdge], { description: 'The promotions of this page with their cursors.' })
  edges!: readonly PromotionEdge[];

  @Field(() => [Promotion], { description: 'The promotions of this page.' })
  nodes!: readonly Promotion[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}

@ObjectType('PromotionPayload', { description: 'What became of a change of a promotion.' })
export class PromotionPayload {
  @Field(() => Promotion, {
    nullable: true,
    description: 'The promotion as it is now; null when there is none.',
  })
  promotion!: Promotion | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
