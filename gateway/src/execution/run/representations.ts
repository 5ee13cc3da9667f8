import type { GraphQLSchema } from 'graphql';
import { eachEntity } from './collect-entities';
import { TYPE_NAME, isInherited, setOwn } from './data-object';
import type { DataObject } from './data-object';
import { mergeAnswer } from './merge-answer';
import type { Fetch, Representations, RequiredSelection, Rewrite } from '../program/program';
import { applyRewrites } from './rewrites';
import { isOfType } from './type-conditions';

const NONE: ReadonlySet<string> = new Set();

/** A field of a representation. */
interface FlatField {
  readonly name: string;
  /** What comes before its value: `,"id":`. */
  readonly lead: string;
}

/** A representation that is nothing but fields without selections. */
interface FlatForm {
  readonly fields: readonly FlatField[];
  /** The last field, the one that most likely tells entities apart: the planner puts keys behind what is required. */
  readonly key: string;
}

/** Writes the representations of the entities of fetches that ask the same. */
export class RepresentationWriter {
  private readonly requires: readonly RequiredSelection[];
  private readonly rewrites: readonly Rewrite[];
  /** By type name; undefined where a representation is more than fields without selections. */
  private readonly forms = new Map<string, FlatForm | undefined>();

  constructor(
    private readonly schema: GraphQLSchema,
    /** At least one. */
    private readonly fetches: readonly Pick<Fetch, 'requires' | 'inputRewrites' | 'path' | 'isGivenOnce'>[],
  ) {
    const [first] = fetches;
    this.requires = first?.requires ?? [];
    this.rewrites = first?.inputRewrites ?? [];
  }

  /**
   * The entities that are in the data now. One that lacks something the fetch requires, or is of no fitting type, has no
   * representation. Entities that are equal in everything become one where they may, which is shared from then on.
   */
  of(data: DataObject, shared: Set<unknown>): Representations {
    const told = new ToldEntities();
    for (const { path, isGivenOnce } of this.fetches) {
      told.beginPath(isGivenOnce ? shared : undefined);
      eachEntity(data, { path, shared }, (entity) => this.tell(told, entity));
    }
    return told;
  }

  private tell(told: ToldEntities, entity: DataObject): DataObject {
    const typeName = entity[TYPE_NAME];
    const form = typeof typeName === 'string' ? this.formOf(typeName) : undefined;
    const known = form === undefined ? undefined : told.addKnown(form, entity);
    if (known !== undefined) return known;
    const text = (form === undefined ? undefined : flatText(form, entity)) ?? this.selectedText(entity);
    if (text !== undefined) told.add(text, entity, form);
    return entity;
  }

  private selectedText(entity: DataObject): string | undefined {
    const representation = selected(this.schema, entity, this.requires);
    if (representation?.[TYPE_NAME] === undefined || representation[TYPE_NAME] === null) return undefined;
    // The planner asks for the key in a fragment for the types that the fetch is about: this entity is of another one.
    if (Object.keys(representation).length === 1) return undefined;
    applyRewrites(this.schema, this.rewrites, representation);
    return JSON.stringify(representation);
  }

  private formOf(typeName: string): FlatForm | undefined {
    if (this.forms.has(typeName)) return this.forms.get(typeName);
    // Whatever else a subgraph calls a type must not fill the memory.
    if (this.schema.getType(typeName) === undefined) return undefined;
    const names = this.rewrites.length === 0 ? this.flatNamesOf(typeName) : undefined;
    const form = names === undefined ? undefined : flatForm(names);
    this.forms.set(typeName, form);
    return form;
  }

  private flatNamesOf(typeName: string): readonly string[] | undefined {
    const names = new Set<string>();
    for (const fragment of this.requires) {
      if (fragment.kind !== 'InlineFragment') return undefined;
      const { typeCondition, selections } = fragment;
      if (typeCondition === undefined || !isOfType(this.schema, typeName, typeCondition)) continue;
      for (const field of selections) {
        if (field.kind !== 'Field' || field.alias !== undefined || field.selections !== undefined)
          return undefined;
        names.add(field.name);
      }
    }
    const isFlat = names.has(TYPE_NAME) && names.size > 1 && ![...names].some(isInherited);
    return isFlat ? [...names] : undefined;
  }
}

/** Entities by what is told about them. */
class ToldEntities implements Representations {
  readonly texts: string[] = [];
  readonly owners: DataObject[][] = [];
  private readonly places = new Map<string, number>();
  private readonly placesByKey = new Map<FlatForm, Map<unknown, number>>();

  /** Where it is noted that entities of this path became one; undefined where they stay apart. */
  private shared: Set<unknown> | undefined;
  /** By place. */
  private readonly firstOfPath = new Map<number, DataObject>();

  /** @param shared Undefined where equal entities stay apart. */
  beginPath(shared: Set<unknown> | undefined): void {
    this.shared = shared;
    this.firstOfPath.clear();
  }

  /** @returns what is to stand in its place; undefined when nothing is known to have been told about an entity like it. */
  addKnown(form: FlatForm, entity: DataObject): DataObject | undefined {
    const place = this.placesByKey.get(form)?.get(entity[form.key]);
    if (place === undefined) return undefined;
    const owners = this.owners[place] ?? [];
    const [known] = owners;
    if (known === undefined || !isSame(form, known, entity)) return undefined;
    const first = this.shared === undefined ? undefined : this.firstOf(place, entity);
    if (first !== undefined) return first;
    owners.push(entity);
    return entity;
  }

  add(text: string, entity: DataObject, form: FlatForm | undefined): void {
    const place = this.places.get(text) ?? this.texts.push(text) - 1;
    this.places.set(text, place);
    const owners = this.owners[place];
    if (owners === undefined) this.owners.push([entity]);
    else owners.push(entity);
    if (form === undefined) return;
    const places = this.placesByKey.get(form) ?? new Map<unknown, number>();
    this.placesByKey.set(form, places.set(entity[form.key], place));
    this.firstOfPath.set(place, entity);
  }

  /** The first entity of the path with this representation, when this one is its equal and can be replaced by it. */
  private firstOf(place: number, entity: DataObject): DataObject | undefined {
    const first = this.firstOfPath.get(place);
    if (first === undefined) this.firstOfPath.set(place, entity);
    // What is shared stands at places that are not looked at now.
    if (first === undefined || this.shared?.has(entity) !== false || !isEqual(first, entity))
      return undefined;
    this.shared.add(first);
    return first;
  }
}

function flatForm(names: readonly string[]): FlatForm {
  const fields = names.map((name, index) => ({
    name,
    lead: `${index === 0 ? '' : ','}${JSON.stringify(name)}:`,
  }));
  return { fields, key: names.findLast((name) => name !== TYPE_NAME) ?? TYPE_NAME };
}

/** Whether the representations of both are the same text. Nothing that is missing is the same as anything. */
function isSame({ fields }: FlatForm, known: DataObject, entity: DataObject): boolean {
  for (const { name } of fields) {
    const value = entity[name];
    if (value === undefined || value !== known[name]) return false;
  }
  return true;
}

/** Whether both have the same names and, without looking into them, the same values. */
function isEqual(one: DataObject, other: DataObject): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => one[name] === other[name] && Object.hasOwn(other, name))
  );
}

/** Undefined when something is missing. */
function flatText({ fields }: FlatForm, entity: DataObject): string | undefined {
  let text = '{';
  for (const { name, lead } of fields) {
    const value = entity[name];
    if (value === undefined) return undefined;
    text += lead + JSON.stringify(value);
  }
  return `${text}}`;
}

/** Undefined when something is missing. */
function selected(
  schema: GraphQLSchema,
  source: DataObject,
  selections: readonly RequiredSelection[],
): DataObject | undefined {
  const result: DataObject = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      if (typeCondition === undefined || !isOfType(schema, source[TYPE_NAME], typeCondition)) continue;
      const part = selected(schema, source, selection.selections);
      // What a field needs that is skipped this time was not fetched: the rest may be enough.
      if (part !== undefined) mergeAnswer(result, part, NONE);
      continue;
    }
    const name = selection.alias ?? selection.name;
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    if (value === undefined) return undefined;
    setOwn(
      result,
      name,
      selection.selections === undefined ? value : within(schema, value, selection.selections),
    );
  }
  return result;
}

function within(schema: GraphQLSchema, value: unknown, selections: readonly RequiredSelection[]): unknown {
  if (Array.isArray(value)) return value.map((element) => within(schema, element, selections));
  if (value === null || typeof value !== 'object') return value;
  return selected(schema, value as DataObject, selections) ?? null;
}
