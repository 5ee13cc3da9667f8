import { AddressInput, JsonScalar } from '@agora/platform/schema';
import { Directive, Field, InputType } from 'type-graphql';
import { PriceContextInput } from './price-context.input';

@Directive('@inaccessible')
@InputType('CartQuoteInput', { description: 'What cart asks for: `PriceQuoteInput` with lines as rows.' })
export class CartQuoteInput {
  @Field(() => JsonScalar, {
    description:
      '1 to 250 rows: sku, quantity, promised unit price or null, units it was promised for or null, attributes as pairs.',
  })
  lines!: unknown;

  @Field(() => [String], { nullable: true, description: 'Coupon codes, at most 5.' })
  couponCodes?: string[] | null;

  @Field(() => PriceContextInput, { nullable: true, description: 'For whom, where and when.' })
  context?: PriceContextInput | null;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Where it goes: with it the quote has shipping.',
  })
  shipTo?: AddressInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Asks by whatever was committed before the call, and not only by what is known here.',
  })
  afterChange?: boolean | null;
}
