import { Field, ID, InputType } from 'type-graphql';
import { JsonScalar } from '@agora/platform/schema';

const DEVICE_INFO = 'What there is to say about the device, at most 4 kB of JSON. No personal data.';

@InputType('SessionStartInput', { description: 'A session to start.' })
export class SessionStartInput {
  @Field(() => JsonScalar, { nullable: true, description: DEVICE_INFO })
  deviceInfo?: unknown;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes the request safe to repeat for 24 hours: the same key, the same session. For a new guest at least 16 characters: a repeat hands out the token.',
  })
  idempotencyKey?: string | null;
}

@InputType('SessionUpdateInput', { description: 'A session to change.' })
export class SessionUpdateInput {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;

  @Field(() => JsonScalar, { nullable: true, description: `${DEVICE_INFO} Null forgets it.` })
  deviceInfo?: unknown;
}

@InputType('SessionEndInput', { description: 'A session to end.' })
export class SessionEndInput {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;
}
