import { Kind } from 'graphql';
import type { SelectionNode } from 'graphql';
import type { Conditions } from '../program/schedule';

/** What @skip and @include say of a selection. */
export function isIncluded({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given.find((argument) => argument.name.value === 'if')?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === 'include' ? isTrue : !isTrue;
  });
}
