// Turns the planner's first fetch, `subscription { alias: field(args) { envelope } }`, into a query that asks the
// owner for the entity itself. Events are only pokes then: state is always read, authorised and read again at will.
import { Kind, OperationTypeNode, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';
import { responseNameOf } from './collect-fields';
import type { LiveField } from './live-field';

/** How many commits one request reads of the owner's log. */
export const LOG_PAGE_SIZE = 250;

/** Names we add to a request; two underscores keep them apart from every name a client may choose. */
export const HIDDEN = {
  live: '__live',
  version: '__live_version',
  final: '__live_final',
  key: '__live_key',
  changes: '__live_changes',
  after: '__live_after',
  withLog: '__live_with_log',
  representations: 'representations',
} as const;

/** The requests that answer one subscription's primary fetch. */
export interface EntityRequest {
  /** Reads version, commits and every selection of the entity. */
  readonly stateQuery: string;
  /** Reads version and commits only. */
  readonly logQuery: string;
  readonly operationName: string | undefined;
  /** Response alias of each entity selection → its name in the envelope. */
  readonly selections: ReadonlyMap<string, string>;
  /** Names of the client's variables the entity's selections use. */
  readonly variables: readonly string[];
}

/** The subscription root of a primary fetch as the planner wrote it: always exactly one field. */
export function rootFieldOf(primary: DocumentNode): FieldNode | undefined {
  const [selection, ...others] = operationIn(primary)?.selectionSet.selections ?? [];
  return selection?.kind === Kind.FIELD && others.length === 0 ? selection : undefined;
}

/** @param primary The primary fetch's own document, without named fragments. */
export function rewritePrimary(primary: DocumentNode, root: FieldNode, field: LiveField): EntityRequest {
  const selections = new Map<string, string>();
  const asked = entitySelections(root.selectionSet, { field, selections });
  const variables = variablesUsedIn(asked);
  const operation = operationIn(primary);
  const clientVariables = (operation?.variableDefinitions ?? []).filter((definition) =>
    variables.has(definition.variable.name.value),
  );
  const build = (
    selected: readonly SelectionNode[],
    extra: readonly VariableDefinitionNode[],
  ): DocumentNode => ({
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        ...(operation?.name === undefined ? {} : { name: operation.name }),
        variableDefinitions: [...OWN_VARIABLES, ...extra],
        selectionSet: { kind: Kind.SELECTION_SET, selections: [hiddenSelection(field), ...selected] },
      },
    ],
  });
  return {
    stateQuery: stripIgnoredCharacters(print(build(asked, clientVariables))),
    logQuery: stripIgnoredCharacters(print(build([], []))),
    operationName: operation?.name?.value,
    selections,
    variables: [...variables],
  };
}

interface Rewrite {
  readonly field: LiveField;
  /** Filled in on the way. */
  readonly selections: Map<string, string>;
}

/** The envelope's selection with only the entity left in it, as a selection on Query. Conditions stay where they are. */
function entitySelections(set: SelectionSetNode | undefined, rewrite: Rewrite): readonly SelectionNode[] {
  return (set?.selections ?? []).flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return entitySelection(selection, rewrite);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const selections = entitySelections(selection.selectionSet, rewrite);
    if (selections.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        directives: selection.directives ?? [],
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ];
  });
}

function entitySelection(selection: FieldNode, rewrite: Rewrite): readonly SelectionNode[] {
  if (selection.name.value !== rewrite.field.envelope.entity || selection.selectionSet === undefined)
    return [];
  const alias = `${HIDDEN.live}_${responseNameOf(selection)}`;
  rewrite.selections.set(alias, responseNameOf(selection));
  const versioned: SelectionSetNode = {
    ...selection.selectionSet,
    selections: [...selection.selectionSet.selections, ...stateSelections(rewrite.field)],
  };
  return [entities(alias, rewrite.field.entityType, versioned, selection.directives)];
}

/** Asked whatever the client selects: an owner that is not asked could not refuse. */
function hiddenSelection(field: LiveField): FieldNode {
  const changes: FieldNode = {
    kind: Kind.FIELD,
    alias: name(HIDDEN.changes),
    name: name(field.log.name),
    arguments: [
      { kind: Kind.ARGUMENT, name: name('first'), value: { kind: Kind.INT, value: String(LOG_PAGE_SIZE) } },
      variableArgument('afterVersion', HIDDEN.after),
    ],
    directives: [
      { kind: Kind.DIRECTIVE, name: name('include'), arguments: [variableArgument('if', HIDDEN.withLog)] },
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: field.log.entryFields.map((each) => ({ kind: Kind.FIELD, name: name(each) })),
    },
  };
  return entities(HIDDEN.live, field.entityType, {
    kind: Kind.SELECTION_SET,
    selections: [...stateSelections(field), changes],
  });
}

/** How far the entity is, and whether that was all. */
function stateSelections({ versionField, finalField }: LiveField): readonly FieldNode[] {
  const version: FieldNode = { kind: Kind.FIELD, alias: name(HIDDEN.version), name: name(versionField) };
  if (finalField === undefined) return [version];
  return [version, { kind: Kind.FIELD, alias: name(HIDDEN.final), name: name(finalField) }];
}

function entities(
  alias: string,
  type: string,
  selectionSet: SelectionSetNode,
  directives: FieldNode['directives'] = [],
): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: name(alias),
    name: name('_entities'),
    arguments: [variableArgument(HIDDEN.representations, HIDDEN.representations)],
    directives,
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: { kind: Kind.NAMED_TYPE, name: name(type) },
          selectionSet,
        },
      ],
    },
  };
}

const OWN_VARIABLES: readonly VariableDefinitionNode[] =
  (
    parse(`query($${HIDDEN.representations}:[_Any!]!,$${HIDDEN.after}:Int,$${HIDDEN.withLog}:Boolean!){_}`, {
      noLocation: true,
    }).definitions[0] as OperationDefinitionNode
  ).variableDefinitions ?? [];

function operationIn(document: DocumentNode): OperationDefinitionNode | undefined {
  return document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
}

function variablesUsedIn(nodes: readonly SelectionNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: (variable) => void names.add(variable.name.value) });
  return names;
}

function name(value: string): { readonly kind: Kind.NAME; readonly value: string } {
  return { kind: Kind.NAME, value };
}

function variableArgument(argument: string, variable: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: name(argument),
    value: { kind: Kind.VARIABLE, name: name(variable) },
  };
}
