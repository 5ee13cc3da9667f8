import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Address, DateTimeScalar, PageInfo, UserError } from '@agora/platform/schema';

@Directive('@key(fields: "id")')
@ObjectType('Customer', { description: 'Somebody with an account. Visible to that person and to staff.' })
export class Customer {
  @Field(() => ID, { description: "UUID; the `sub` of the person's token." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address in lower case; null once the person was erased.',
  })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Given name; null when not given.' })
  firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Family name; null when not given.' })
  lastName!: string | null;

  @Field(() => Int, {
    description: 'Grows by one with every change of the customer, the addresses or the segments.',
  })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When the account was made.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

@ObjectType('CustomerAddress', { description: "An address in a customer's book." })
export class CustomerAddress {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Address, { description: 'The address itself.' })
  address!: Address;

  @Field(() => Boolean, {
    description: 'Whether things are sent here unless the customer says otherwise; at most one is.',
  })
  isDefaultShipping!: boolean;

  @Field(() => Boolean, {
    description: 'Whether invoices go here unless the customer says otherwise; at most one is.',
  })
  isDefaultBilling!: boolean;
}

@ObjectType('CustomerSegment', { description: 'A kind of customer that prices and promotions can ask for.' })
export class CustomerSegment {
  @Field(() => String, { description: 'Stable name, e.g. "vip".' })
  code!: string;

  @Field(() => String, { description: 'Name as shown to staff.' })
  title!: string;

  @Field(() => String, {
    description:
      'Who put the customer in: role and subject for staff, the role alone for the customer. In `customerSegments`: who made the segment.',
  })
  assignedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When that was.' })
  assignedAt!: Date;
}

@ObjectType('CustomerEdge', { description: 'A customer in a list.' })
export class CustomerEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => Customer, { description: 'The customer.' })
  node!: Customer;
}

@ObjectType('CustomerConnection', { description: 'A page of a list of customers.' })
export class CustomerConnection {
  @Field(() => [CustomerEdge], { description: 'The customers of this page with their cursors.' })
  edges!: readonly CustomerEdge[];

  @Field(() => [Customer], { description: 'The customers of this page.' })
  nodes!: readonly Customer[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}

@ObjectType('CustomerPayload', { description: 'What became of a change to a customer.' })
export class CustomerPayload {
  @Field(() => Customer, {
    nullable: true,
    description: 'The customer as it is now; null when there is none for this viewer.',
  })
  customer!: Customer | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
