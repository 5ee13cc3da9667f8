import { Kind, visit } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Conditions } from '../program/schedule';

/** Variables of @skip and @include, with the values they have when the client gives none. */
export function conditionsOf(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Map<string, boolean> {
  const defaults = new Map(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.BOOLEAN && defaultValue.value,
    ]),
  );
  const used = new Map<string, boolean>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given)
        if (value.kind === Kind.VARIABLE) used.set(value.name.value, defaults.get(value.name.value) ?? false);
    },
  });
  return used;
}

/** The same with what the client gave. */
export function valuesOf(
  conditions: ReadonlyMap<string, boolean>,
  variables: Readonly<Record<string, unknown>>,
): Conditions {
  if (conditions.size === 0) return conditions;
  return new Map(
    [...conditions].map(([name, byDefault]) => {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return [name, typeof given === 'boolean' ? given : byDefault];
    }),
  );
}
