import { DateTimeScalar } from '@agora/platform/schema';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Discount', { description: 'A promotion that gives now, without a code.' })
export class Discount {
  @Field(() => ID, { description: 'The promotion.' })
  promotionId!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is about; null when nobody said.' })
  description!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it no longer counts; null when that is open.',
  })
  endsAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether it needs no code. True: what only a code opens is not listed.',
  })
  automatic!: boolean;
}
