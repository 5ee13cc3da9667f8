import {
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../planning/is-included';
import type { Conditions } from '../program/schedule';

/** What of an operation decides its shape. */
export interface ShapeSource {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Values of the variables in @skip and @include. */
  readonly conditions: Conditions;
  /** Fragments that are answered later, and the places of the parts they are answered in. Default: none. */
  readonly deferred?: ReadonlyMap<SelectionNode, number>;
}

/** What of an object is answered later. */
export interface LaterShape {
  /** Place of the part it is answered in. */
  readonly part: number;
  readonly shape: Shape;
}

/** A field of the response. */
export interface ShapeField {
  readonly responseName: string;
  readonly name: string;
  readonly type: GraphQLOutputType;
  /** What is selected below it; undefined for a leaf. */
  readonly shape: Shape | undefined;
}

interface Selected {
  readonly fields: readonly ShapeField[];
  readonly later: readonly LaterShape[];
}

interface Gathered {
  readonly nodes: Map<string, FieldNode[]>;
  readonly later: LaterShape[];
}

/** What is selected of an object: per type the fields in the order of the response, merged as the GraphQL spec says. */
export class Shape {
  private readonly byType = new Map<GraphQLCompositeType, Selected>();

  constructor(
    private readonly source: ShapeSource,
    private readonly selectionSets: readonly SelectionSetNode[],
  ) {}

  fieldsOf(type: GraphQLCompositeType): readonly ShapeField[] {
    return this.selectedOf(type).fields;
  }

  /** None of it is among the fields. */
  laterOf(type: GraphQLCompositeType): readonly LaterShape[] {
    return this.selectedOf(type).later;
  }

  private selectedOf(type: GraphQLCompositeType): Selected {
    const known = this.byType.get(type);
    if (known !== undefined) return known;
    const gathered: Gathered = { nodes: new Map(), later: [] };
    for (const { selections } of this.selectionSets) this.gather(type, selections, gathered);
    const selected = { fields: this.fieldsFrom(type, gathered.nodes), later: gathered.later };
    this.byType.set(type, selected);
    return selected;
  }

  private fieldsFrom(type: GraphQLCompositeType, nodes: Gathered['nodes']): ShapeField[] {
    return [...nodes].flatMap(([responseName, same]) => {
      const name = same[0]?.name.value ?? '';
      const outputType = fieldType(this.source.schema, type, name);
      if (outputType === undefined) return [];
      const below = same.flatMap(({ selectionSet }) => selectionSet ?? []);
      const shape = isCompositeType(getNamedType(outputType)) ? new Shape(this.source, below) : undefined;
      return [{ responseName, name, type: outputType, shape }];
    });
  }

  private gather(type: GraphQLCompositeType, selections: readonly SelectionNode[], into: Gathered): void {
    const { nodes } = into;
    for (const selection of selections) {
      if (!isIncluded(selection, this.source.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const same = nodes.get(name);
        if (same === undefined) nodes.set(name, [selection]);
        else same.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.source.fragments.get(selection.name.value);
      if (fragment === undefined || !this.applies(type, fragment.typeCondition?.name.value)) continue;
      const part = this.source.deferred?.get(selection);
      if (part === undefined) this.gather(type, fragment.selectionSet.selections, into);
      else into.later.push({ part, shape: new Shape(this.source, [fragment.selectionSet]) });
    }
  }

  private applies(type: GraphQLCompositeType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wider = this.source.schema.getType(condition);
    return (
      isAbstractType(wider) &&
      (isObjectType(type) || isInterfaceType(type)) &&
      this.source.schema.isSubType(wider, type)
    );
  }
}

function fieldType(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  name: string,
): GraphQLOutputType | undefined {
  switch (name) {
    case TypeNameMetaFieldDef.name:
      return TypeNameMetaFieldDef.type;
    case SchemaMetaFieldDef.name:
      return type === schema.getQueryType() ? SchemaMetaFieldDef.type : undefined;
    case TypeMetaFieldDef.name:
      return type === schema.getQueryType() ? TypeMetaFieldDef.type : undefined;
    default:
      return isUnionType(type) ? undefined : type.getFields()[name]?.type;
  }
}
