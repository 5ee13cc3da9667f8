import { Field, Int, ObjectType } from 'type-graphql';
import { AvailabilityStatus, DateTimeScalar } from '@agora/platform/schema';

@ObjectType('Availability', {
  description: 'Whether a variant can be bought in a region now, over all its locations.',
})
export class Availability {
  @Field(() => AvailabilityStatus, { description: 'What to show a shopper.' })
  status!: AvailabilityStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'How many are left, told only when they are few; null when there is plenty.',
  })
  quantityAvailable!: number | null;

  @Field(() => Boolean, {
    description: 'Whether it can be ordered beyond what is there, to be shipped later.',
  })
  backorderable!: boolean;

  @Field(() => Int, {
    description: 'Grows with every change of the stock behind it: of two answers the higher is the newer.',
  })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was read.' })
  asOf!: Date;
}
