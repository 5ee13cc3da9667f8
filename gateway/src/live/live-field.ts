/**
 * A subscription field that is answered by re-reading an entity whenever its channel is poked: what `@live` says
 * in the owning subgraph's SDL, checked against the schema.
 */
export interface LiveField {
  /** Name of the field on the subscription root. */
  readonly name: string;
  /** Subgraph that declares the field and owns the entity. */
  readonly owner: string;
  /** Channel with `{argument}` in place of values, without the prefix all live channels have. */
  readonly channel: string;
  readonly entityType: string;
  /** The entity's key field and the argument of the subscription field that holds its value. */
  readonly key: string;
  readonly keyArgument: string;
  /** The entity's own version field, `Int!`, one up with every commit. */
  readonly versionField: string;
  /** The entity's field that is null until no commit follows any more; absent for entities that never end. */
  readonly finalField: string | undefined;
  /** The argument that names the version a client has already; absent when the field has none. */
  readonly resumeArgument: string | undefined;
  readonly envelope: EnvelopeFields;
  readonly log: LogField;
}

/** The type a live field returns: the entity, and leaves the engine fills in. */
export interface EnvelopeFields {
  readonly type: string;
  readonly entity: string;
  /** Leaves that take their value from the newest commit, like `cause`; true when the field is non-null. */
  readonly newest: ReadonlyMap<string, boolean>;
}

/** The entity's own list of commits. */
export interface LogField {
  readonly name: string;
  readonly entryType: string;
  /** Every field of an entry; all are leaves. */
  readonly entryFields: readonly string[];
}

/** Names the envelope of every live field has; the engine fills them. */
export const ENVELOPE_VERSION = 'version';
export const ENVELOPE_SNAPSHOT = 'snapshot';
export const ENVELOPE_CHANGES = 'changes';

/** Name of the argument that says which version a client has. */
export const RESUME_ARGUMENT = 'afterVersion';
