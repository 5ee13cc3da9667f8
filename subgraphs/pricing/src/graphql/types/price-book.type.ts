import { PageInfo } from '@agora/platform/schema';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('PriceBook', { description: 'A list of prices in one currency, for whom it names.' })
export class PriceBook {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name, unique.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The only region it is for; null = all.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'The only channel it is for; null = all.' })
  channel!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The only customer segment it is for; null = everybody.',
  })
  segment!: string | null;

  @Field(() => String, { description: 'ISO 4217 code of its prices.' })
  currencyCode!: string;

  @Field(() => Boolean, { description: 'Whether its prices count.' })
  active!: boolean;
}

@ObjectType('PriceBookEdge', { description: 'A price book in a list.' })
export class PriceBookEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => PriceBook, { description: 'The price book.' })
  node!: PriceBook;
}

@ObjectType('PriceBookConnection', { description: 'A page of a list of price books.' })
export class PriceBookConnection {
  @Field(() => [PriceBookEdge], { description: 'The books of this page with their cursors.' })
  edges!: readonly PriceBookEdge[];

  @Field(() => [PriceBook], { description: 'The books of this page.' })
  nodes!: readonly PriceBook[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;
}
