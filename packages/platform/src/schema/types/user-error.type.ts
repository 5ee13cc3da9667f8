import { Directive, Field, InterfaceType, Int, ObjectType } from 'type-graphql';

@InterfaceType('UserError', {
  description:
    'A refusal the shopper or the caller can act on. Nothing was changed unless the payload says so.',
  resolveType: (value: UserError) => value.typeName,
  // Several subgraphs may live in one process: each names the errors it has, none gets those of another.
  autoRegisterImplementations: false,
})
export abstract class UserError {
  /** The concrete GraphQL type: how the interface is resolved. */
  abstract readonly typeName: string;

  @Field(() => String, { description: 'Stable code to program against (docs/errors.md).' })
  code!: string;

  @Field(() => String, { description: 'English text for developers; shops show their own.' })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field it is about; null when it is about the whole request.',
  })
  field!: string[] | null;
}

@Directive('@shareable')
@ObjectType('BasicUserError', {
  implements: UserError,
  description: 'A refusal that needs no data beside its code.',
})
export class BasicUserError extends UserError {
  override readonly typeName = 'BasicUserError';
}

@Directive('@shareable')
@ObjectType('VersionConflictError', {
  implements: UserError,
  description: 'The object changed since `expectedVersion`. The payload carries its current state.',
})
export class VersionConflictError extends UserError {
  override readonly typeName = 'VersionConflictError';

  @Field(() => Int, { description: 'The version the caller expected.' })
  expectedVersion!: number;

  @Field(() => Int, { description: 'The version it has now.' })
  currentVersion!: number;
}

/** A refusal without further data. */
export function basicUserError(code: string, message: string, field: string[] | null = null): BasicUserError {
  return Object.assign(new BasicUserError(), { code, message, field });
}

/** The refusal for an `expectedVersion` that is not the current one. */
export function versionConflict(expectedVersion: number, currentVersion: number): VersionConflictError {
  return Object.assign(new VersionConflictError(), {
    code: 'VERSION_CONFLICT',
    message: `Version ${String(expectedVersion)} was expected, it is ${String(currentVersion)} now.`,
    field: ['input', 'expectedVersion'],
    expectedVersion,
    currentVersion,
  });
}
