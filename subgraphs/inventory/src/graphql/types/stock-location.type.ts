import { Field, ID, Int, ObjectType } from 'type-graphql';
import { UserError } from '@agora/platform/schema';

@ObjectType('StockLocation', { description: 'A place that has stock. Staff only.' })
export class StockLocation {
  @Field(() => String, { description: 'Its code, which never changes.' })
  code!: string;

  @Field(() => String, { description: 'Region whose shoppers it serves.' })
  region!: string;

  @Field(() => Int, {
    description: 'Reserves use the locations of a region from the lowest number up, equal ones by code.',
  })
  allocationOrder!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The only store it sells for; null for every store of its region.',
  })
  storeId!: string | null;
}

@ObjectType('LocationPayload', { description: 'Outcome of a change of a location.' })
export class LocationPayload {
  @Field(() => StockLocation, {
    nullable: true,
    description: 'The location as it is now, also after a refusal; null when there is none.',
  })
  location!: StockLocation | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}
