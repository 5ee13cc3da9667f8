import { Field, InputType, Int } from 'type-graphql';
import { PriceContextInput } from './price-context.input';
import { PriceRuleInput } from './price-rule.input';

@InputType('PriceScenarioInput', { description: 'One question: what does it cost for them, there, then.' })
export class PriceScenarioInput {
  @Field(() => String, { description: 'Names the answer, 1 to 100 characters.' })
  name!: string;

  @Field(() => PriceContextInput, { description: 'For whom, where and when.' })
  context!: PriceContextInput;

  @Field(() => Int, { nullable: true, description: "How many, 1 to 1,000; the context's when not given." })
  quantity?: number | null;

  @Field(() => [String], { nullable: true, description: 'Coupon codes, at most 5.' })
  couponCodes?: string[] | null;
}

@InputType('PriceSimulateInput', { description: 'A sku and the questions about it.' })
export class PriceSimulateInput {
  @Field(() => String, { description: "The variant's sku." })
  sku!: string;

  @Field(() => [PriceScenarioInput], { description: '1 to 20 questions.' })
  scenarios!: PriceScenarioInput[];

  @Field(() => PriceRuleInput, { nullable: true, description: 'A rule as if it were in force already.' })
  draftRule?: PriceRuleInput | null;
}
