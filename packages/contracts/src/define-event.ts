import type { z } from 'zod';

/** Everything two subgraphs must agree on to talk about one kind of event. */
export interface EventContract<Payload extends object> {
  /** `<subject>(.<thing>)?.<past tense>.v<N>`; the subject is the owner's domain unless it declares another one. */
  readonly type: string;
  /** Same as the type. */
  readonly topic: string;
  /** The only domain that publishes it. */
  readonly owner: string;
  /** What is said by it, in one sentence. */
  readonly description: string;
  /** Which id is the message key: events of one key keep their order within the topic. */
  readonly key: string;
  /** Who reads it. */
  readonly consumers: readonly string[];
  /**
   * Who sends it today: `live` its owner, `planned` nobody yet, `outside` only parties that are not ours. A test holds
   * the first two to the code.
   */
  readonly production: 'live' | 'planned' | 'outside';
  /**
   * Reads a payload from the wire: members it does not know are dropped, so that an owner may add some. Every
   * field carries a description.
   */
  readonly schema: z.ZodType<Payload>;
  /** A complete payload, for tests of producers and consumers. */
  readonly sample: Payload;
}

interface Declaration<Payload extends object> extends Omit<EventContract<Payload>, 'topic' | 'production'> {
  /** Default `live`. */
  readonly production?: EventContract<Payload>['production'];
  /** What the type begins with where that is not the owner, e.g. `promotion` of pricing. */
  readonly subject?: string;
}

const TYPE = /^[a-z]+(\.[a-z]+(_[a-z]+)*){1,3}\.v[1-9]\d*$/;

/**
 * Declares an event. Its payload carries ids, never personal data, and amounts of money as digits of the
 * smallest unit. `avroSchemaOf` makes the schema of its messages.
 * @throws Error when the type is not well formed, does not begin with the subject, or the sample breaks the schema.
 */
export function defineEvent<Payload extends object>({
  subject,
  production = 'live',
  ...declaration
}: Declaration<Payload>): EventContract<Payload> {
  const { type, owner, schema, sample } = declaration;
  if (!TYPE.test(type) || !type.startsWith(`${subject ?? owner}.`))
    throw new Error(`${type} is not an event type of ${owner}`);
  schema.parse(sample);
  return Object.freeze({ ...declaration, production, topic: type });
}
