/** What of JSON Schema the contracts' payloads make use of. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
}

/** What a schema says it means; empty when it says nothing. */
export function descriptionOf(schema: JsonSchema): string {
  return (
    schema.description ?? schema.anyOf?.find((option) => option.description !== undefined)?.description ?? ''
  );
}

/** The schema of the values that are not null. A choice between several others stays as it is. */
export function withoutNull(schema: JsonSchema): {
  readonly schema: JsonSchema;
  readonly isNullable: boolean;
} {
  const { anyOf, type } = schema;
  const [only, ...others] = anyOf?.filter((option) => option.type !== 'null') ?? [];
  if (only !== undefined && others.length === 0)
    return { schema: only, isNullable: anyOf?.some((option) => option.type === 'null') ?? false };
  if (typeof type === 'object' && type.includes('null')) {
    const [kind, ...kinds] = type.filter((one) => one !== 'null');
    if (kind !== undefined && kinds.length === 0)
      return { schema: { ...schema, type: kind }, isNullable: true };
  }
  return { schema, isNullable: false };
}
