// As little work as it takes: the subgraphs share the machine with the gateway that is measured.
import { LRUCache } from 'lru-cache';
import { Kind, getOperationAST, parse, valueFromASTUntyped } from 'graphql';
import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  FragmentSpreadNode,
  InlineFragmentNode,
  SelectionSetNode,
} from 'graphql';
import type { StubObject } from './graph';

interface GraphQLBody {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

interface Picked {
  /** Name in the answer. */
  readonly key: string;
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
  readonly below: Selection;
}

type Variables = Readonly<Record<string, unknown>>;

const MAX_ANSWERS = 1_000;
const MAX_DOCUMENTS = 1_000;

/**
 * Answers the requests of a gateway to one subgraph whose root object is `root`. The same body gives the same answer,
 * which is kept for a while.
 * @throws Error for what no gateway sends in this benchmark: mutations, directives, a type that no object has.
 */
export function createAnswer(root: StubObject): (body: string) => Buffer {
  const answers = new LRUCache<string, Buffer>({ max: MAX_ANSWERS });
  const selections = new LRUCache<string, Selection>({ max: MAX_DOCUMENTS });
  const selectionOf = (query: string): Selection => {
    const known = selections.get(query) ?? readSelection(parse(query, { noLocation: true }));
    selections.set(query, known);
    return known;
  };
  return (body) => {
    const known = answers.get(body);
    if (known !== undefined) return known;
    const { query, variables } = JSON.parse(body) as GraphQLBody;
    const data = valueOf(root, selectionOf(query), variables ?? {});
    const answer = Buffer.from(JSON.stringify({ data }));
    answers.set(body, answer);
    return answer;
  };
}

/** What is selected of an object, worked out once for each type. */
class Selection {
  private readonly byType = new Map<string, readonly Picked[]>();

  constructor(
    private readonly sets: readonly SelectionSetNode[],
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  of(type: string): readonly Picked[] {
    const known = this.byType.get(type);
    if (known !== undefined) return known;
    const fields = new Map<string, FieldNode[]>();
    for (const set of this.sets) this.collect(set, type, fields);
    const all = [...fields].map(([key, nodes]) => this.picked(key, nodes));
    this.byType.set(type, all);
    return all;
  }

  private collect({ selections }: SelectionSetNode, type: string, fields: Map<string, FieldNode[]>): void {
    for (const selection of selections) {
      if ((selection.directives ?? []).length > 0) throw new Error('The stub subgraphs know no directives.');
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
      } else {
        const { typeCondition, selectionSet } = this.fragmentOf(selection);
        if (typeCondition === undefined || typeCondition.name.value === type)
          this.collect(selectionSet, type, fields);
      }
    }
  }

  private fragmentOf(
    selection: FragmentSpreadNode | InlineFragmentNode,
  ): InlineFragmentNode | FragmentDefinitionNode {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const fragment = this.fragments.get(selection.name.value);
    if (fragment === undefined) throw new Error(`There is no fragment ${selection.name.value}.`);
    return fragment;
  }

  private picked(key: string, nodes: readonly FieldNode[]): Picked {
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return {
      key,
      name: nodes[0]?.name.value ?? key,
      arguments: nodes[0]?.arguments ?? [],
      below: new Selection(sets, this.fragments),
    };
  }
}

function readSelection(document: DocumentNode): Selection {
  const operation = getOperationAST(document);
  if (operation?.operation !== 'query') throw new Error('The stub subgraphs answer one query at a time.');
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return new Selection(
    [operation.selectionSet],
    new Map((fragments as FragmentDefinitionNode[]).map((fragment) => [fragment.name.value, fragment])),
  );
}

function valueOf(value: unknown, selection: Selection, variables: Variables): unknown {
  if (Array.isArray(value)) return value.map((item) => valueOf(item, selection, variables));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const object = value as StubObject;
  const result: Record<string, unknown> = {};
  for (const { key, name, arguments: given, below } of selection.of(object.__typename)) {
    const field = object[name];
    if (field === undefined) throw new Error(`There is no ${object.__typename}.${name} here.`);
    const found =
      typeof field === 'function'
        ? (field as (args: Variables) => unknown)(argumentsOf(given, variables))
        : field;
    result[key] = valueOf(found, below, variables);
  }
  return result;
}

function argumentsOf(given: readonly ArgumentNode[], variables: Variables): Variables {
  return Object.fromEntries(
    given.map(({ name, value }) => [name.value, valueFromASTUntyped(value, { ...variables })]),
  );
}
