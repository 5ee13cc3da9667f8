import {
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import type {
  GraphQLArgument,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLInputField,
  GraphQLInputType,
  GraphQLNamedInputType,
  GraphQLSchema,
} from 'graphql';

/** An operation that every conforming server takes. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RandomOperationOptions {
  /** The same schema, seed and options give the same operation. A whole number. */
  readonly seed: number;
  readonly kind?: 'query' | 'mutation';
  /** Values of scalars by their names, built-in ones too; those of `ID` should lead to something. */
  readonly scalars: Readonly<Record<string, readonly unknown[]>>;
  /** Whether a fragment on `to` may be in a selection on `from`. Default: wherever the types overlap. */
  readonly mayNarrow?: (from: GraphQLCompositeType, to: GraphQLCompositeType) => boolean;
  /** Names of the answer that are not those of fields. Default: some that are not the name of any field. */
  readonly aliases?: readonly string[];
  /** Levels of selections below the operation. Default 5. */
  readonly depth?: number;
  /** Fields in all, give or take a few. Default 40. */
  readonly fields?: number;
  /** Whether fragments have @defer, with and without labels and conditions. Default false. */
  readonly isDeferring?: boolean;
}

/**
 * Writes an operation over an API schema: aliases, named and inline fragments on object and abstract types, `@skip` and
 * `@include`, variables with and without defaults, given, null and left out, also inside lists and input objects,
 * `__typename`. It is valid by construction.
 * @throws Error when the schema has no such root type, or a scalar without values.
 */
export function randomOperation(schema: GraphQLSchema, options: RandomOperationOptions): RandomOperation {
  return new OperationWriter(schema, options).write();
}

// None is the name of a field: where a fetch needs a field by its own name, Apollo's plans take the alias for it.
const ALIASES: readonly string[] = ['a', 'b', 'data', 'constructor'];

interface InputPlace {
  readonly type: GraphQLInputType;
  readonly hasDefault: boolean;
}

interface InputValue {
  /** As it is written in a document. */
  readonly text: string;
  /** The same in the variables of a request. */
  readonly json: unknown;
}

class OperationWriter {
  private readonly random: () => number;
  private readonly definitions: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private readonly fragments: {
    readonly name: string;
    readonly type: GraphQLCompositeType;
    readonly text: string;
  }[] = [];
  /** What a name in the answer stands for: the same everywhere, so that no two selections can be in conflict. */
  private readonly meanings = new Map<string, string>();
  private fieldsLeft: number;
  private labels = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: RandomOperationOptions,
  ) {
    this.random = randomFrom(options.seed);
    this.fieldsLeft = options.fields ?? 40;
  }

  write(): RandomOperation {
    const { kind = 'query', depth = 5 } = this.options;
    const root = kind === 'query' ? this.schema.getQueryType() : this.schema.getMutationType();
    if (root == null) throw new Error(`The schema has no ${kind}.`);
    const selections = this.selectionSet(root, depth);
    const definitions = this.definitions.length === 0 ? '' : `(${this.definitions.join(', ')})`;
    const fragments = this.fragments.map(
      ({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`,
    );
    return {
      query: [`${kind} Random${definitions} ${selections}`, ...fragments].join('\n'),
      variables: this.variables,
    };
  }

  private selectionSet(type: GraphQLCompositeType, depth: number): string {
    const selections = Array.from({ length: this.between(1, 4) }, () => this.selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    if (depth > 0 && this.fieldsLeft > 0) {
      if (this.chance(isAbstractType(type) ? 40 : 8)) return this.inlineFragment(type, depth - 1);
      if (this.chance(12)) return this.fragmentSpread(type, depth - 1);
    }
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const canGoDeeper = depth > 0 && this.fieldsLeft > 0;
    const candidates = canGoDeeper ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    if (candidates.length === 0 || this.chance(8)) return `__typename${this.directives()}`;
    return this.field(this.pick(candidates), depth);
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.fieldsLeft -= 1;
    const given = this.inputs(field.args).map(([name, value]) => `${name}: ${value}`);
    const call = `${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}`;
    const name = this.responseName(field.name, `${call}: ${String(field.type)}`);
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.selectionSet(named, depth - 1)}` : '';
    return `${name === field.name ? '' : `${name}: `}${call}${this.directives()}${below}`;
  }

  private responseName(fieldName: string, meaning: string): string {
    const wanted = this.chance(25) ? this.pick(this.options.aliases ?? ALIASES) : fieldName;
    const known = this.meanings.get(wanted) ?? meaning;
    const name = known === meaning ? wanted : `${fieldName}_${String(this.meanings.size)}`;
    this.meanings.set(name, meaning);
    return name;
  }

  private inlineFragment(type: GraphQLCompositeType, depth: number): string {
    const defer = this.defer(type);
    if (this.chance(10)) return `...${this.directives()}${defer} ${this.selectionSet(type, depth)}`;
    const condition = this.pick(this.narrower(type));
    return `... on ${condition.name}${this.directives()}${defer} ${this.selectionSet(condition, depth)}`;
  }

  private fragmentSpread(type: GraphQLCompositeType, depth: number): string {
    const fitting = this.fragments.filter((fragment) => this.mayNarrow(type, fragment.type));
    const defer = this.defer(type);
    if (fitting.length > 0 && this.chance(50))
      return `...${this.pick(fitting).name}${this.directives()}${defer}`;
    const condition = this.pick(this.narrower(type));
    const text = this.selectionSet(condition, depth);
    const name = `F${String(this.fragments.length)}`;
    this.fragments.push({ name, type: condition, text });
    return `...${name}${this.directives()}${defer}`;
  }

  /** @defer for a fragment in a selection on `type`. */
  private defer(type: GraphQLCompositeType): string {
    if (this.options.isDeferring !== true || type === this.schema.getMutationType()) return '';
    if (!this.chance(60)) return '';
    const given: string[] = [];
    if (this.chance(50)) given.push(`label: "L${String(this.labels++)}"`);
    if (this.chance(25)) given.push(`if: ${this.condition(this.chance(70))}`);
    return given.length === 0 ? ' @defer' : ` @defer(${given.join(', ')})`;
  }

  private narrower(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const all = Object.values(this.schema.getTypeMap()).filter(isCompositeType);
    // A fragment on the type itself is as good as one on an interface of it.
    return [type, ...all.filter((other) => this.mayNarrow(type, other))];
  }

  private mayNarrow(from: GraphQLCompositeType, to: GraphQLCompositeType): boolean {
    return doTypesOverlap(this.schema, from, to) && (this.options.mayNarrow?.(from, to) ?? true);
  }

  private directives(): string {
    const written = ['skip', 'include']
      .filter(() => this.chance(8))
      .map((name) => {
        // Most fields should stay: a literal or a value in three of four cases says so.
        const isKept = this.chance(75);
        return ` @${name}(if: ${this.condition((name === 'include') === isKept)})`;
      });
    return written.join('');
  }

  private condition(value: boolean): string {
    if (this.chance(25)) return String(value);
    const name = this.newVariableName();
    const hasDefault = this.chance(30);
    this.definitions.push(`$${name}: Boolean${hasDefault ? ` = ${String(value)}` : '!'}`);
    if (!hasDefault || this.chance(30)) this.variables[name] = value;
    return `$${name}`;
  }

  private inputs(places: readonly (GraphQLArgument | GraphQLInputField)[]): (readonly [string, string])[] {
    return places.flatMap(({ name, type, defaultValue }) => {
      const hasDefault = defaultValue !== undefined;
      const isNeeded = isNonNullType(type) && !hasDefault;
      if (!isNeeded && this.chance(50)) return [];
      return [[name, this.input({ type, hasDefault })] as const];
    });
  }

  private input(place: InputPlace): string {
    if (this.chance(35)) return this.variable(place);
    return this.literal(place.type);
  }

  /** Declared in one of the ways that its place allows. */
  private variable({ type, hasDefault }: InputPlace): string {
    const name = this.newVariableName();
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (this.chance(40)) {
      this.definitions.push(`$${name}: ${String(nullable)} = ${this.value(nullable).text}`);
      if (this.chance(50)) this.variables[name] = this.value(nullable).json;
    } else if (isNonNullType(type) && !hasDefault) {
      this.definitions.push(`$${name}: ${String(type)}`);
      this.variables[name] = this.value(type).json;
    } else {
      this.definitions.push(`$${name}: ${String(nullable)}`);
      if (this.chance(50)) this.variables[name] = this.value(nullable).json;
      else if (!isNonNullType(type) && this.chance(50)) this.variables[name] = null;
    }
    return `$${name}`;
  }

  /** As {@link value}, with variables in places. */
  private literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.literal(type.ofType);
    if (isListType(type)) {
      const items = Array.from({ length: this.between(0, 3) }, () =>
        this.input({ type: type.ofType, hasDefault: false }),
      );
      return `[${items.join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const given = this.inputs(Object.values(type.getFields()));
      return `{ ${given.map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
    }
    return this.value(type).text;
  }

  private value(type: GraphQLInputType): InputValue {
    if (isNonNullType(type)) return this.value(type.ofType);
    if (isListType(type)) {
      const items = Array.from({ length: this.between(0, 3) }, () => this.value(type.ofType));
      return { text: `[${items.map(({ text }) => text).join(', ')}]`, json: items.map(({ json }) => json) };
    }
    return this.namedValue(type);
  }

  private namedValue(type: GraphQLNamedInputType): InputValue {
    if (isEnumType(type)) {
      const { name } = this.pick(type.getValues());
      return { text: name, json: name };
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields())
        .filter((field) => (isNonNullType(field.type) && field.defaultValue === undefined) || this.chance(50))
        // Inputs that hold themselves end somewhere.
        .filter((field) => isNonNullType(field.type) || getNamedType(field.type) !== type || this.chance(30))
        .map(({ name, type: inner }) => [name, this.value(inner)] as const);
      return {
        text: `{ ${fields.map(([name, { text }]) => `${name}: ${text}`).join(', ')} }`,
        json: Object.fromEntries(fields.map(([name, { json }]) => [name, json])),
      };
    }
    const json = this.pick(this.options.scalars[type.name] ?? []);
    return { text: literalText(json), json };
  }

  private newVariableName(): string {
    return `v${String(this.definitions.length)}`;
  }

  private chance(percent: number): boolean {
    return this.random() * 100 < percent;
  }

  private between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  private pick<T>(list: readonly T[]): T {
    const found = list[this.between(0, list.length - 1)];
    if (found === undefined) throw new Error('There is nothing to pick from.');
    return found;
  }
}

function literalText(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(literalText).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  return `{ ${Object.entries(json)
    .map(([name, value]) => `${name}: ${literalText(value)}`)
    .join(', ')} }`;
}

/** Mulberry32: the same seed gives the same choices. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
