import {
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { LiveDeclaration } from './live-declaration';
import { ENVELOPE_CHANGES, ENVELOPE_SNAPSHOT, ENVELOPE_VERSION, RESUME_ARGUMENT } from './live-field';
import type { EnvelopeFields, LiveField, LogField } from './live-field';

type Field = GraphQLField<unknown, unknown>;
type LiveArgument = 'channel' | 'type' | 'key' | 'keyArgument' | 'version' | 'envelope' | 'changes';
type Checked =
  | { readonly kind: 'valid'; readonly field: LiveField }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Holds what `@live` says against the schema. Problems are sentences for the author of the subgraph. */
export function checkLiveField(declaration: LiveDeclaration, schema: GraphQLSchema): Checked {
  const found = findTypes(declaration, schema);
  if (found.kind === 'invalid') return found;
  const { field, envelope, entity, owner } = found;
  const given = argumentsOf(declaration);
  const problems = [
    ...keyProblems(declaration, field),
    ...channelProblems(given.channel, field),
    ...versionProblems(entity, given.version),
    ...finalProblems(entity, declaration.arguments['final']),
  ];
  const log = checkLog(entity, given.changes, problems);
  const leaves =
    log === undefined ? undefined : checkEnvelope(envelope, { entity, log }, declaration, problems);
  if (log === undefined || leaves === undefined || problems.length > 0) return { kind: 'invalid', problems };
  return {
    kind: 'valid',
    field: {
      name: declaration.field,
      owner,
      channel: given.channel,
      entityType: entity.name,
      key: given.key,
      keyArgument: given.keyArgument,
      versionField: given.version,
      finalField: declaration.arguments['final'],
      resumeArgument: field.args.find((argument) => argument.name === RESUME_ARGUMENT)?.name,
      envelope: leaves,
      log,
    },
  };
}

interface FoundTypes {
  readonly kind: 'found';
  readonly owner: string;
  readonly field: Field;
  readonly envelope: GraphQLObjectType;
  readonly entity: GraphQLObjectType;
}

function findTypes(
  declaration: LiveDeclaration,
  schema: GraphQLSchema,
): FoundTypes | Extract<Checked, { kind: 'invalid' }> {
  const { type } = argumentsOf(declaration);
  const { owner } = declaration;
  const field = schema.getSubscriptionType()?.getFields()[declaration.field];
  const envelope = field === undefined ? undefined : objectTypeOf(field);
  const entity = schema.getType(type);
  const problems: string[] = [];
  if (owner === undefined) problems.push('must be declared by exactly one subgraph');
  if (envelope === undefined) problems.push('must return an object type');
  if (!isObjectType(entity)) problems.push(`type "${type}" is not an object type`);
  if (owner === undefined || field === undefined || envelope === undefined || !isObjectType(entity))
    return { kind: 'invalid', problems };
  return { kind: 'found', owner, field, envelope, entity };
}

/** What the directive was given of what its own definition demands. */
function argumentsOf({ arguments: given }: LiveDeclaration): Record<LiveArgument, string> {
  const text = (name: LiveArgument): string => given[name] ?? '';
  return {
    channel: text('channel'),
    type: text('type'),
    key: text('key'),
    keyArgument: text('keyArgument'),
    version: text('version'),
    envelope: text('envelope'),
    changes: text('changes'),
  };
}

function keyProblems(declaration: LiveDeclaration, field: Field): readonly string[] {
  const { key, keyArgument: argument } = argumentsOf(declaration);
  const problems: string[] = [];
  if (!declaration.ownerKeys.includes(key))
    problems.push(
      `"${key}" is not a key by which ${declaration.owner ?? 'its subgraph'} resolves the entity`,
    );
  const found = field.args.find((candidate) => candidate.name === argument);
  if (found === undefined || !isNonNullType(found.type))
    problems.push(`keyArgument "${argument}" must be a non-null argument of the field`);
  return problems;
}

function channelProblems(channel: string, field: Field): readonly string[] {
  const named = [...channel.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const unknown = named.filter((name) => {
    const argument = field.args.find((candidate) => candidate.name === name);
    return argument === undefined || name === RESUME_ARGUMENT || !isLeafType(getNullableType(argument.type));
  });
  const problems = unknown.map(
    (name) => `channel names "{${name}}", which is not a scalar argument of the field`,
  );
  return named.length === 0 ? ['channel must name at least one argument, like "cart.{cartId}"'] : problems;
}

function versionProblems(entity: GraphQLObjectType, name: string): readonly string[] {
  const version = entity.getFields()[name];
  return version !== undefined && String(version.type) === 'Int!'
    ? []
    : [`version "${name}" must be a field "Int!" of ${entity.name}`];
}

function finalProblems(entity: GraphQLObjectType, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  const final = entity.getFields()[name];
  return final !== undefined && isLeafType(final.type) && !final.args.some(isRequiredArgument)
    ? []
    : [`final "${name}" must be a nullable scalar or enum field of ${entity.name}`];
}

function checkLog(entity: GraphQLObjectType, name: string, problems: string[]): LogField | undefined {
  const field = entity.getFields()[name];
  const entry = field === undefined ? undefined : objectTypeOf(field);
  if (field === undefined || entry === undefined || !isListType(getNullableType(field.type))) {
    problems.push(`changes "${name}" must be a list of objects on ${entity.name}`);
    return undefined;
  }
  const before = problems.length;
  for (const argument of ['first', RESUME_ARGUMENT]) {
    if (
      !field.args.some(
        (candidate) => candidate.name === argument && getNamedType(candidate.type).name === 'Int',
      )
    )
      problems.push(`${entity.name}.${name} must take "${argument}: Int"`);
  }
  const fields = Object.values(entry.getFields());
  const bad = fields.filter(
    (each) => !isLeafType(getNamedType(each.type)) || each.args.some(isRequiredArgument),
  );
  if (bad.length > 0)
    problems.push(
      `${entry.name} must have leaf fields only, not "${bad.map((each) => each.name).join('", "')}"`,
    );
  if (getNamedType(entry.getFields()['version']?.type)?.name !== 'Int')
    problems.push(`${entry.name} must have "version: Int!", or commits could not be put in order`);
  if (problems.length > before) return undefined;
  return { name, entryType: entry.name, entryFields: fields.map((each) => each.name) };
}

function checkEnvelope(
  envelope: GraphQLObjectType,
  found: { readonly entity: GraphQLObjectType; readonly log: LogField },
  declaration: LiveDeclaration,
  problems: string[],
): EnvelopeFields | undefined {
  const { envelope: entityField } = argumentsOf(declaration);
  const fields = envelope.getFields();
  const before = problems.length;
  const expected: readonly (readonly [string, string])[] = [
    [entityField, found.entity.name],
    [ENVELOPE_VERSION, 'Int'],
    [ENVELOPE_SNAPSHOT, 'Boolean'],
    [ENVELOPE_CHANGES, found.log.entryType],
  ];
  for (const [name, type] of expected) {
    if (getNamedType(fields[name]?.type)?.name !== type)
      problems.push(`${envelope.name} must have a field "${name}" of type ${type}`);
  }
  const newest = new Map<string, boolean>();
  for (const field of Object.values(fields)) {
    if (expected.some(([name]) => name === field.name)) continue;
    if (found.log.entryFields.includes(field.name)) newest.set(field.name, isNonNullType(field.type));
    else
      problems.push(`nothing fills ${envelope.name}.${field.name}: ${found.log.entryType} has no such field`);
  }
  return problems.length > before ? undefined : { type: envelope.name, entity: entityField, newest };
}

function objectTypeOf(field: Field): GraphQLObjectType | undefined {
  const type = getNamedType(field.type);
  return isObjectType(type) ? type : undefined;
}
