import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { directiveOn, objectType, textArguments } from './supergraph-joins';

/**
 * A subscription field that its owner declares to be the same for every viewer (`@liveShare`): one stream of the
 * owner, opened without a viewer, serves all of them.
 */
export interface SharedField {
  /** Field of a message that says what it is about; a message replaces the one before it about the same. */
  readonly key: string;
}

const PUBLIC = 'PUBLIC';

/**
 * Reads the `@liveShare` fields of a supergraph by name, as {@link readLiveFields} does `@live`.
 *
 * @param schema The same supergraph as a schema.
 * @throws Error that lists everything wrong with any of them.
 */
export function readSharedFields(
  supergraphSdl: string,
  schema: GraphQLSchema,
): ReadonlyMap<string, SharedField> {
  const root = schema.getSubscriptionType();
  const declared = objectType(parse(supergraphSdl, { noLocation: true }), root?.name ?? 'Subscription');
  const fields = new Map<string, SharedField>();
  const problems: string[] = [];
  for (const node of declared?.fields ?? []) {
    const share = directiveOn(node, 'liveShare');
    const field = root?.getFields()[node.name.value];
    if (share === undefined || field === undefined) continue;
    const { scope = '', key = '' } = textArguments(share);
    const found = problemsOf(field, { scope, key, isTriggered: directiveOn(node, 'live') !== undefined });
    problems.push(...found.map((problem) => `Subscription.${field.name}: ${problem}`));
    fields.set(field.name, { key });
  }
  if (problems.length > 0)
    throw new Error(
      `The supergraph has @liveShare fields that cannot be served:\n  ${problems.join('\n  ')}`,
    );
  return fields;
}

function problemsOf(
  field: GraphQLField<unknown, unknown>,
  declared: { readonly scope: string; readonly key: string; readonly isTriggered: boolean },
): readonly string[] {
  const problems: string[] = [];
  if (declared.scope !== PUBLIC) problems.push(`scope "${declared.scope}" is not known, only "${PUBLIC}" is`);
  if (declared.isTriggered) problems.push('is @live already: what it shows is read for each viewer');
  const message = getNamedType(field.type);
  const key =
    isObjectType(message) || isInterfaceType(message) ? message.getFields()[declared.key] : undefined;
  const isKey =
    key !== undefined &&
    isNonNullType(key.type) &&
    isLeafType(key.type.ofType) &&
    !key.args.some(isRequiredArgument);
  if (!isKey) problems.push(`key "${declared.key}" must be a non-null leaf field of ${message.name}`);
  return problems;
}
