import { Kind, parse, print, visit } from 'graphql';
import type { DefinitionNode, FieldDefinitionNode, InputValueDefinitionNode, TypeNode } from 'graphql';
import { DOMAINS, readRepositoryFile } from './repository-files';

/** Values that mean the same in every subgraph; they come from one source file and must not drift. */
const SHARED = [
  'Address',
  'AddressInput',
  'Attribute',
  'AttributeInput',
  'AvailabilityStatus',
  'BasicUserError',
  'BigInt',
  'DateRangeInput',
  'DateTime',
  'Decimal',
  'JSON',
  'Money',
  'MoneyInput',
  'PageInfo',

  'UserError',
  'VersionConflictError',
] as const;

const schemas = DOMAINS.map((domain) => ({
  domain,
  definitions: parse(readRepositoryFile(`subgraphs/${domain}/schema.graphql`), { noLocation: true })
    .definitions,
}));

type FieldsNode = DefinitionNode & { readonly fields?: readonly FieldDefinitionNode[] };

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition ? definition.name.value : '';
}

function isObject(definition: DefinitionNode): definition is FieldsNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
}

const isRequired = (type: TypeNode): boolean => type.kind === Kind.NON_NULL_TYPE;

/** Directives of the federation's link are not ours to describe. */
function isOwn(definition: DefinitionNode): boolean {
  return definition.kind !== Kind.SCHEMA_EXTENSION && definition.kind !== Kind.SCHEMA_DEFINITION;
}

describe('values that several subgraphs share', () => {
  it.each(SHARED)('%s is the same in every subgraph that has it', (name) => {
    const texts = schemas.flatMap(({ definitions }) =>
      definitions.filter((definition) => nameOf(definition) === name).map((definition) => print(definition)),
    );
    expect(texts.length).toBeGreaterThan(0);
    expect(new Set(texts).size).toBe(1);
  });

  it('no other value type is written twice: what two subgraphs define is an entity or shared', () => {
    const definedBy = new Map<string, string[]>();
    for (const { domain, definitions } of schemas) {
      for (const definition of definitions) {
        const isEntity =
          'directives' in definition &&
          (definition.directives ?? []).some(({ name }) => name.value === 'key');
        if (!isOwn(definition) || definition.kind === Kind.DIRECTIVE_DEFINITION || isEntity) continue;
        const name = nameOf(definition);
        definedBy.set(name, [...(definedBy.get(name) ?? []), domain]);
      }
    }
    const known = new Set<string>([...SHARED, 'Query', 'Mutation', 'Subscription']);
    expect([...definedBy].filter(([name, domains]) => domains.length > 1 && !known.has(name))).toEqual([]);
  });
});

describe('one subgraph down never blanks a page', () => {
  it.each(schemas)('every query and subscription of $domain can be null', ({ definitions }) => {
    const required = definitions
      .filter(isObject)
      .filter((definition) => ['Query', 'Subscription'].includes(nameOf(definition)))
      .flatMap((definition) => definition.fields ?? [])
      .filter((field) => isRequired(field.type));
    expect(required.map((field) => field.name.value)).toEqual([]);
  });

  it.each(schemas)(
    "every field $domain adds to another subgraph's entity can be null",
    ({ domain, definitions }) => {
      const contributed = definitions
        .filter(isObject)
        .filter(
          (definition) => ownerOf(nameOf(definition)) !== undefined && ownerOf(nameOf(definition)) !== domain,
        )
        .flatMap((definition) => {
          const keys = keyFieldsOf(definition);
          return (definition.fields ?? []).filter((field) => !keys.has(field.name.value));
        });
      expect(contributed.filter((field) => isRequired(field.type)).map((field) => field.name.value)).toEqual(
        [],
      );
    },
  );
});

/** The owner of an entity several subgraphs know: the one that describes most of it. */
function ownerOf(type: string): string | undefined {
  const holders = schemas.flatMap(({ domain, definitions }) => {
    const definition = definitions.filter(isObject).find((candidate) => nameOf(candidate) === type);
    return definition === undefined || keyFieldsOf(definition).size === 0
      ? []
      : [{ domain, size: definition.fields?.length ?? 0 }];
  });
  return holders.toSorted((one, other) => other.size - one.size)[0]?.domain;
}

function keyFieldsOf(definition: FieldsNode): Set<string> {
  const directives = 'directives' in definition ? (definition.directives ?? []) : [];
  const keys = directives
    .filter(({ name }) => name.value === 'key')
    .flatMap(({ arguments: given = [] }) => given);
  const texts = keys.flatMap(({ name, value }) =>
    name.value === 'fields' && value.kind === Kind.STRING ? value.value.split(/\s+/) : [],
  );
  return new Set(texts);
}

describe('descriptions', () => {
  it('every type, field, argument and enum value of the API is described', () => {
    const silent: string[] = [];
    const path: string[] = [];
    const describedKinds = new Set<string>([
      Kind.OBJECT_TYPE_DEFINITION,
      Kind.INTERFACE_TYPE_DEFINITION,
      Kind.UNION_TYPE_DEFINITION,
      Kind.ENUM_TYPE_DEFINITION,
      Kind.SCALAR_TYPE_DEFINITION,
      Kind.INPUT_OBJECT_TYPE_DEFINITION,
      Kind.FIELD_DEFINITION,
      Kind.INPUT_VALUE_DEFINITION,
      Kind.ENUM_VALUE_DEFINITION,
    ]);
    visit(parse(readRepositoryFile('gateway/api.graphql')), {
      enter: (node) => {
        if (!describedKinds.has(node.kind)) return undefined;
        const { name, description } = node as FieldDefinitionNode | InputValueDefinitionNode;
        path.push(name.value);
        if (description === undefined && !['Query', 'Mutation', 'Subscription'].includes(path.join('.')))
          silent.push(path.join('.'));
        return undefined;
      },
      leave: (node) => {
        if (describedKinds.has(node.kind)) path.pop();
      },
    });
    expect(silent).toEqual([]);
  });
});
