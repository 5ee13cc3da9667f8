import { Kind, visit } from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { inlineFragments } from '../../live/inline-fragments';
import { isDefer } from './defer-directive';

/** A fragment that may arrive later. */
export interface DeferredFragment {
  /** In the selections of the operation, where no other fragment is this object. */
  readonly node: InlineFragmentNode;
  /** What the client calls it. */
  readonly label: string | undefined;
}

/** An operation whose @defer all hold: without `if`, and with labels of their own. */
export interface DeferringOperation {
  /** The operation alone, its named fragments written out. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** By the labels that the planner gets to see: those of clients come back where a fragment is spread twice. */
  readonly deferred: ReadonlyMap<string, DeferredFragment>;
}

/** Variables that say whether something is deferred, with the values they have when the client gives none. */
export type DeferConditions = ReadonlyMap<string, boolean>;

export function deferConditions(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): DeferConditions {
  const used = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const value = isDefer(directive) ? argumentOf(directive, 'if') : undefined;
      if (value?.kind === Kind.VARIABLE) used.add(value.name.value);
    },
  });
  return new Map(
    variableDefinitions.flatMap(({ variable: { name }, defaultValue }) =>
      used.has(name.value)
        ? [[name.value, defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : true] as const]
        : [],
    ),
  );
}

/** A null, of which nobody could say what it means, defers nothing. */
export function valuesOfDefer(
  conditions: DeferConditions,
  variables: Readonly<Record<string, unknown>>,
): DeferConditions {
  if (conditions.size === 0) return conditions;
  return new Map(
    [...conditions].map(([name, byDefault]) => {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return [name, given === undefined ? byDefault : given === true];
    }),
  );
}

/** Undefined when nothing is deferred with these values. */
export function deferringOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: DeferConditions,
): DeferringOperation | undefined {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const whole = inlineFragments({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] });
  const labels = new Map<string, string | undefined>();
  const labelled = visit(whole, {
    Directive: (directive) => {
      if (!isDefer(directive)) return undefined;
      if (!holds(directive, values)) return null;
      const label = argumentOf(directive, 'label');
      const own = `d${String(labels.size)}`;
      labels.set(own, label?.kind === Kind.STRING ? label.value : undefined);
      return withLabel(directive, own);
    },
  });
  const [only] = labelled.definitions;
  if (labels.size === 0 || only?.kind !== Kind.OPERATION_DEFINITION) return undefined;
  const deferred = new Map<string, DeferredFragment>();
  noteDeferred(only.selectionSet, labels, deferred);
  return { document: labelled, operation: only, deferred };
}

function holds(directive: DirectiveNode, values: DeferConditions): boolean {
  const value = argumentOf(directive, 'if');
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE ? values.get(value.name.value) !== false : true;
}

function withLabel(directive: DirectiveNode, label: string): DirectiveNode {
  const name = { kind: Kind.NAME, value: 'label' } as const;
  return {
    ...directive,
    arguments: [{ kind: Kind.ARGUMENT, name, value: { kind: Kind.STRING, value: label } }],
  };
}

function noteDeferred(
  { selections }: SelectionSetNode,
  labels: ReadonlyMap<string, string | undefined>,
  into: Map<string, DeferredFragment>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const directive = selection.directives?.find(isDefer);
      const label = directive === undefined ? undefined : argumentOf(directive, 'label');
      if (label?.kind === Kind.STRING)
        into.set(label.value, { node: selection, label: labels.get(label.value) });
    }
    if (selection.selectionSet !== undefined) noteDeferred(selection.selectionSet, labels, into);
  }
}

function argumentOf({ arguments: given = [] }: DirectiveNode, name: string) {
  return given.find((argument) => argument.name.value === name)?.value;
}
