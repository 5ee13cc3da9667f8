import { isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Whether what is of `typeName` is also of `condition`. False for names the schema does not have. */
export function isOfType(schema: GraphQLSchema, typeName: unknown, condition: string): boolean {
  if (typeName === condition) return true;
  if (typeof typeName !== 'string') return false;
  const [type, wider] = [schema.getType(typeName), schema.getType(condition)];
  return (
    isAbstractType(wider) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wider, type)
  );
}
