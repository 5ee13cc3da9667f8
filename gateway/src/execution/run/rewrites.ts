import type { GraphQLSchema } from 'graphql';
import { TYPE_NAME, setOwn } from './data-object';
import type { DataObject } from './data-object';
import type { Rewrite } from '../program/program';
import { isOfType } from './type-conditions';

const CONDITION = '... on ';

/** Changes a representation or an answer as the planner asks: a key under another name, a type name that is another one. */
export function applyRewrites(schema: GraphQLSchema, rewrites: readonly Rewrite[], value: unknown): void {
  for (const rewrite of rewrites) {
    const last = rewrite.path.at(-1);
    if (last !== undefined) rewriteAt({ schema, rewrite, last }, value, 0);
  }
}

interface Rewriting {
  readonly schema: GraphQLSchema;
  readonly rewrite: Rewrite;
  readonly last: string;
}

function rewriteAt(of: Rewriting, value: unknown, depth: number): void {
  if (Array.isArray(value)) {
    for (const element of value) rewriteAt(of, element, depth);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const object = value as DataObject;
  const { schema, rewrite, last } = of;
  const step = rewrite.path[depth];
  if (depth === rewrite.path.length - 1 || step === undefined) rewriteKey(rewrite, last, object);
  else if (!step.startsWith(CONDITION)) {
    if (Object.hasOwn(object, step)) rewriteAt(of, object[step], depth + 1);
  } else if (
    object[TYPE_NAME] === undefined ||
    isOfType(schema, object[TYPE_NAME], step.slice(CONDITION.length))
  )
    rewriteAt(of, object, depth + 1);
}

function rewriteKey(rewrite: Rewrite, key: string, object: DataObject): void {
  if (rewrite.kind === 'ValueSetter') {
    setOwn(object, key, rewrite.setValueTo);
    return;
  }
  if (!Object.hasOwn(object, key) || !object[key]) return;
  setOwn(object, rewrite.renameKeyTo, object[key]);
  setOwn(object, key, undefined);
}
