type WithoutNulls<Row> = {
  [Column in keyof Row]: null extends Row[Column] ? Exclude<Row[Column], null> | undefined : Row[Column];
};
/** A value as a row has it: what may be missing is null. */
export type WithNulls<Value> = {
  [Field in keyof Value]: undefined extends Value[Field]
    ? Exclude<Value[Field], undefined> | null
    : Value[Field];
};

/** A row as the domain likes it: nothing is `undefined` there, `null` here. */
export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value ?? undefined] as const),
  ) as WithoutNulls<Row>;
}

/** The other way round, for writing. */
export function withNulls<Value extends object>(value: Value): WithNulls<Value> {
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [field, (one as unknown) ?? null] as const),
  ) as WithNulls<Value>;
}
