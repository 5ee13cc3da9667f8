import { Field, InputType, Int } from 'type-graphql';
import { PriceContextInput } from './price-context.input';

@InputType('PriceQuoteLineInput', { description: 'A sku and how many of it.' })
export class PriceQuoteLineInput {
  @Field(() => String, { description: "The variant's sku." })
  sku!: string;

  @Field(() => Int, { description: '1 to 1,000.' })
  quantity!: number;
}

@InputType('PriceQuoteInput', { description: 'What to quote, and for whom.' })
export class PriceQuoteInput {
  @Field(() => [PriceQuoteLineInput], { description: '1 to 250 lines; a sku may appear more than once.' })
  lines!: PriceQuoteLineInput[];

  @Field(() => PriceContextInput, { nullable: true, description: 'For whom, where and when.' })
  context?: PriceContextInput | null;
}
