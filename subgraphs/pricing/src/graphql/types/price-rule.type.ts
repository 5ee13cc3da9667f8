import { DateTimeScalar, Money, PageInfo, UserError } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PriceRuleScope } from './price-rule-scope.enum';

@ObjectType('PriceRule', { description: 'Changes prices where it says so. Staff only.' })
export class PriceRule {
  /** Not in the API: what `promotion` is looked up by. */
  promotionId!: string | null;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => PriceRuleScope, { description: 'Where it works.' })
  scope!: PriceRuleScope;

  @Field(() => Int, { description: 'Higher goes first; equal ones by id.' })
  priority!: number;

  @Field(() => Boolean, { description: 'Whether it combines with no other rule of its scope.' })
  exclusive!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Of the rules of one group only the best deal counts; null: it competes with nobody.',
  })
  stackGroup!: string | null;

  @Field(() => [String], { description: 'Ids or stack groups it never combines with.' })
  excludes!: readonly string[];

  @Field(() => [String], { description: 'Ids or stack groups of which one must have been applied before.' })
  includes!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The only region it is for; null = all.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'The only channel it is for; null = all.' })
  channel!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The only customer segment it is for; null = everybody.',
  })
  segment!: string | null;

  @Field(() => String, { nullable: true, description: 'The only sku it is for; null = all.' })
  sku!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The only tax category of goods it is for; null = all.',
  })
  category!: string | null;

  @Field(() => Int, { description: 'From how many units on.' })
  minimumQuantity!: number;

  @Field(() => String, { nullable: true, description: 'When it applies, as CEL; null = always.' })
  condition!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Change in hundredths of a percent, negative takes off; null when it is an amount.',
  })
  adjustmentBasisPoints!: number | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Change by an amount, negative takes off; null when it is a part.',
  })
  adjustment!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Most it takes off one line; null = no limit.' })
  maximumPerLine!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Most it takes off one order; null = no limit.' })
  maximumPerOrder!: Money | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment it counts; null = since ever.' })
  startsAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it no longer counts; null = for ever.',
  })
  endsAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether it counts at all.' })
  active!: boolean;

  @Field(() => Int, { description: 'Counts its changes.' })
  version!: number;
}

@ObjectType('PriceRuleEdge', { description: 'A rule in a list.' })
export class PriceRuleEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => PriceRule, { description: 'The rule.' })
  node!: PriceRule;
}

@ObjectType('PriceRuleConnection', { description: 'A page of a list of rules.' })
export class PriceRuleConnection {
  @Field(() => [PriceRuleEdge], { description: 'The rules of this page with their cursors.' })
  edges!: readonly PriceRuleEdge[];

  @Field(() => [PriceRule], { description: 'The rules of this page.' })
  nodes!: readonly PriceRule[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}

@ObjectType('PriceRulePayload', { description: 'What became of a change of a rule.' })
export class PriceRulePayload {
  @Field(() => PriceRule, { nullable: true, description: 'The rule as it is now; null when there is none.' })
  rule!: PriceRule | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
