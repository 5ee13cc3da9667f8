import { DateTimeScalar } from '@agora/platform/schema';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('SagaStep', {
  description: 'One step of the process that makes an order, with what became of it. For staff.',
})
export class SagaStep {
  @Field(() => String, { description: 'Its name, e.g. "allocate-stock".' })
  name!: string;

  @Field(() => String, {
    description:
      'PENDING, RUNNING, WAITING, DONE, REFUSED or FAILED; COMPENSATING or COMPENSATED when it is undone.',
  })
  status!: string;

  @Field(() => Int, { description: 'How often it was tried, done and undone.' })
  attempts!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was begun first; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the latest attempt ended; null while one is under way, or when its process died.',
  })
  finishedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the latest attempt failed or was refused, as a code; null otherwise.',
  })
  error!: string | null;
}
