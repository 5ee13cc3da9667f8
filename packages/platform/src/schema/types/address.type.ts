import { Directive, Field, InputType, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType('Address', { description: 'A postal address.' })
export class Address {
  @Field(() => String, { nullable: true, description: 'Given name of the recipient; null when not given.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name of the recipient; null when not given.' })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: 'Company; null for a private address.' })
  company?: string | null;

  @Field(() => String, { description: 'Street and number.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Flat, floor, building; null when not needed.' })
  line2?: string | null;

  @Field(() => String, { description: 'City or town.' })
  city!: string;

  @Field(() => String, { nullable: true, description: 'State or province; null where the country has none.' })
  province?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code; null where the country has none.' })
  postalCode?: string | null;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 code, e.g. "US".' })
  countryCode!: string;

  @Field(() => String, { nullable: true, description: 'Telephone for the carrier; null when not given.' })
  phone?: string | null;
}

@InputType('AddressInput', { description: 'A postal address.' })
export class AddressInput {
  @Field(() => String, { nullable: true, description: 'Given name of the recipient.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name of the recipient.' })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: 'Company.' })
  company?: string | null;

  @Field(() => String, { description: 'Street and number, 1 to 200 characters.' })
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Flat, floor, building.' })
  line2?: string | null;

  @Field(() => String, { description: 'City or town, 1 to 100 characters.' })
  city!: string;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  province?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  postalCode?: string | null;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 code, e.g. "US".' })
  countryCode!: string;

  @Field(() => String, { nullable: true, description: 'Telephone for the carrier.' })
  phone?: string | null;
}
