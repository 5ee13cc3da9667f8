import { Field, InputType } from 'type-graphql';
import { DecimalScalar } from '../scalars/scalars';

@InputType('MoneyInput', { description: 'An amount in one currency.' })
export class MoneyInput {
  @Field(() => DecimalScalar, {
    description: 'Decimal text with at most as many decimals as the currency has, e.g. "19.99".',
  })
  amount!: string;

  @Field(() => String, { description: 'ISO 4217 code, e.g. "USD".' })
  currencyCode!: string;
}
