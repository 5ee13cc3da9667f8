import { Field, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '@agora/platform/schema';

@ObjectType('StockLevel', {
  description: 'What a location has of a sku: onHand = available + held + allocated. Staff only.',
})
export class StockLevel {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Code of the location.' })
  location!: string;

  @Field(() => String, { description: 'Region the location serves.' })
  region!: string;

  @Field(() => Int, { description: 'Units physically there.' })
  onHand!: number;

  @Field(() => Int, { description: 'Units in the holds of carts.' })
  held!: number;

  @Field(() => Int, { description: 'Units allocated to orders that have not shipped.' })
  allocated!: number;

  @Field(() => Int, { description: 'Units promised to nobody, the safety stock included.' })
  available!: number;

  @Field(() => Int, { description: 'Part of the available units that is never sold.' })
  safetyStock!: number;

  @Field(() => Boolean, { description: 'Whether more than the available units may be promised.' })
  backorderable!: boolean;

  @Field(() => Int, {
    description: 'Most units that may be promised beyond the goods, while `backorderable`.',
  })
  backorderLimit!: number;

  @Field(() => Int, { description: 'Units promised beyond the goods now.' })
  backordered!: number;

  @Field(() => Int, { description: 'From this sellable quantity down shoppers see how many are left.' })
  lowStockThreshold!: number;

  @Field(() => Int, { description: 'Grows by one with every change.' })
  version!: number;
}

@ObjectType('StockLevelEdge', { description: 'A stock level in a list.' })
export class StockLevelEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => StockLevel, { description: 'The stock level.' })
  node!: StockLevel;
}

@ObjectType('StockLevelConnection', { description: 'A page of stock levels, by sku and location.' })
export class StockLevelConnection {
  @Field(() => [StockLevelEdge], { description: 'The levels of this page with their cursors.' })
  edges!: readonly StockLevelEdge[];

  @Field(() => [StockLevel], { description: 'The levels of this page.' })
  nodes!: readonly StockLevel[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}
