import { DateTimeScalar } from '@agora/platform/schema';
import { Directive, Field, ID, InputType, Int } from 'type-graphql';

@InputType('PriceContextInput', {
  description:
    'For whom, where and when a price is asked. What is not given comes from the shop in the headers.',
})
export class PriceContextInput {
  @Field(() => String, {
    nullable: true,
    description:
      "ISO 4217 code; the region's currency when not given. Without prices in it they are converted, if there is a rate.",
  })
  currencyCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Tenant region, e.g. "US".' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Sales channel, e.g. "web".' })
  channel?: string | null;

  @Field(() => ID, { nullable: true, description: 'Store; prices do not depend on it yet.' })
  storeId?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'How many are bought, 1 to 1,000: decides the tier. A quote goes by its lines instead.',
  })
  quantity?: number | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Customer segments instead of the viewer's own. Only support, admin and services may state them.",
  })
  customerSegments?: string[] | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Another moment than now. Only support, admin and services may state one.',
  })
  at?: Date | null;

  @Directive('@inaccessible')
  @Field(() => ID, {
    nullable: true,
    description: 'The customer whose prices are asked for, when nobody is signed in. For services.',
  })
  customerId?: string | null;
}
