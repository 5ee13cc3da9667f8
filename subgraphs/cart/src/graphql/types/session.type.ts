import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonScalar, UserError } from '@agora/platform/schema';

@Directive('@key(fields: "id")')
@ObjectType('Session', {
  description:
    "A device of a shopper. Visible to who has its token, to its customer and to staff; another's looks like none.",
})
export class Session {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Its customer; null while it is only a guest.' })
  customerId!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What the client said about the device; null when nothing.',
  })
  deviceInfo!: unknown;

  @Field(() => DateTimeScalar, { description: 'When its token ends; moves with every use.' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was started.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was seen last, exact to about a minute.' })
  lastSeenAt!: Date;
}

@ObjectType('SessionPayload', { description: 'The answer to a change of a session.' })
export class SessionPayload {
  @Field(() => Session, { nullable: true, description: 'The session as it is now; null when refused.' })
  session!: Session | null;

  @Field(() => String, {
    nullable: true,
    description: 'After `sessionStart`: what the device sends as `x-session-token` from now on. Secret.',
  })
  sessionToken!: string | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was carried out.' })
  userErrors!: readonly UserError[];
}
