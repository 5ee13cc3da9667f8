import { Directive, Field, ObjectType } from 'type-graphql';
import { formatDecimal } from '../../money/decimal';
import type { Money as MoneyValue } from '../../money/money';
import { BigIntScalar, DecimalScalar } from '../scalars/scalars';

@Directive('@shareable')
@ObjectType('Money', { description: 'An amount in one currency, exact to its smallest unit.' })
export class Money {
  @Field(() => DecimalScalar, {
    description:
      'The amount as decimal text with as many decimals as the currency has, e.g. "19.99" or "1999" for JPY.',
  })
  amount!: string;

  @Field(() => BigIntScalar, {
    description: 'The same amount as a whole number of the smallest unit (cents), as text.',
  })
  minorUnits!: bigint;

  @Field(() => String, { description: 'ISO 4217 code, e.g. "USD".' })
  currencyCode!: string;
}

/** A money value as the API shows it. */
export function presentMoney(money: MoneyValue): Money {
  return { amount: formatDecimal(money), minorUnits: money.amountMinor, currencyCode: money.currency };
}
