import { UserError } from '@agora/platform/schema';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('ConditionError', {
  implements: UserError,
  description: 'The condition of a rule cannot be understood. The place counts characters of its text.',
})
export class ConditionError extends UserError {
  override readonly typeName = 'ConditionError';

  @Field(() => Int, { description: 'First character of what is wrong, from 0.' })
  start!: number;

  @Field(() => Int, { description: 'First character behind it.' })
  end!: number;
}

/** The refusal of a condition. */
export function conditionError(
  fields: Pick<ConditionError, 'code' | 'message' | 'field' | 'start' | 'end'>,
): ConditionError {
  return Object.assign(new ConditionError(), fields);
}
