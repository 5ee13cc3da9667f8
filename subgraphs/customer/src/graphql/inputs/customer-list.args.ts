import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { DateRangeInput } from '@agora/platform/schema';

@InputType('CustomerFilter', { description: 'Which customers; every given member must hold.' })
export class CustomerFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Words that must all appear in e-mail address or name; at most 200 characters.',
  })
  query?: string | null;

  @Field(() => String, { nullable: true, description: 'Is in the segment with this code.' })
  segment?: string | null;

  @Field(() => DateRangeInput, { nullable: true, description: 'Account was made in this span.' })
  createdAt?: DateRangeInput | null;
}

@ArgsType()
export class CustomerListArgs {
  @Field(() => Int, { nullable: true, description: 'Page size, 1 to 100. Default 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;

  @Field(() => CustomerFilter, { nullable: true, description: 'Which customers.' })
  filter?: CustomerFilter | null;
}
