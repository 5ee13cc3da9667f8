import { Field, ID, InputType, Int } from 'type-graphql';
import { AddressInput } from '@agora/platform/schema';

@InputType('CustomerCreateInput', { description: 'A new customer.' })
export class CustomerCreateInput {
  @Field(() => String, { description: 'E-mail address; unique, case does not matter.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Given name, at most 100 characters.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name, at most 100 characters.' })
  lastName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the request repeatable for 24 hours. Default: header x-idempotency-key.',
  })
  idempotencyKey?: string | null;
}

@InputType('CustomerUpdateInput', {
  description: 'Fields of a customer to change. What is left out stays as it is.',
})
export class CustomerUpdateInput {
  @Field(() => ID, { description: 'The customer.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address; unique, case does not matter.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Given name, at most 100 characters; null removes it.',
  })
  firstName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Family name, at most 100 characters; null removes it.',
  })
  lastName?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Refuse with VERSION_CONFLICT when the customer has another version.',
  })
  expectedVersion?: number | null;
}

@InputType('CustomerAddressUpsertInput', {
  description: 'An address to add to a book, or to put in the place of another.',
})
export class CustomerAddressUpsertInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The address to replace; left out for a new one (at most 50).',
  })
  id?: string | null;

  @Field(() => AddressInput, { description: 'The whole address.' })
  address!: AddressInput;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Takes this from the other addresses when true. Default: as it was; true for a first address.',
  })
  isDefaultShipping?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Takes this from the other addresses when true. Default: as it was; true for a first address.',
  })
  isDefaultBilling?: boolean | null;
}

@InputType('CustomerAddressDeleteInput', { description: 'An address to take out of a book.' })
export class CustomerAddressDeleteInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;

  @Field(() => ID, { description: 'The address.' })
  id!: string;
}

@InputType('CustomerSegmentAssignInput', { description: 'A segment to put a customer into.' })
export class CustomerSegmentAssignInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;

  @Field(() => String, { description: 'Code of the segment.' })
  segment!: string;
}

@InputType('CustomerSegmentRemoveInput', { description: 'A segment to take a customer out of.' })
export class CustomerSegmentRemoveInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;

  @Field(() => String, { description: 'Code of the segment.' })
  segment!: string;
}
