import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('TaxRate', { description: 'Tax on a category of goods in a region.' })
export class TaxRate {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Tenant region.' })
  region!: string;

  @Field(() => String, {
    description: 'Tax category of variants; "standard" also serves categories without a rate.',
  })
  category!: string;

  @Field(() => Int, { description: 'Hundredths of a percent: 825 is 8.25 %.' })
  basisPoints!: number;

  @Field(() => Boolean, { description: 'Whether prices already contain it.' })
  inclusive!: boolean;
}
