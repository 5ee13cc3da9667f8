import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('LocationUpsertInput', { description: 'A location as it should be.' })
export class LocationUpsertInput {
  @Field(() => String, { description: 'Its code: names the location to change, or the new one.' })
  code!: string;

  @Field(() => String, {
    description: 'Region whose shoppers it serves. Cannot be changed once there is stock.',
  })
  region!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Reserves use the locations of a region from the lowest number up, 0 to 1,000,000.',
  })
  allocationOrder!: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'The only store it sells for; null for every store of its region. Cannot be changed once there is stock.',
  })
  storeId!: string | null;
}
