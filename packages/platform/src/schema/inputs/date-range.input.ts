import { Field, InputType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/scalars';

@InputType('DateRangeInput', { description: 'A span of time; a missing end is open.' })
export class DateRangeInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment that counts.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment that no longer counts.' })
  to?: Date | null;
}
