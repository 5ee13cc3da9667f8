/** A statement text; with `name` it is prepared once per connection and only its name travels afterwards. */
export interface Statement {
  readonly text: string;
  /** Unique per text. Give it to statements of the hot path; leave it out where the text varies. */
  readonly name?: string;
}

/**
 * What runs SQL: a pool, or one transaction. Everything that must be written together with other rows (outbox,
 * inbox, idempotency) takes this, so that it works in a raw transaction and in a Prisma one alike.
 */
export interface Queryable {
  query<Row extends object>(statement: Statement | string, values?: readonly unknown[]): Promise<Row[]>;
}
