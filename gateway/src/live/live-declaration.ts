/** What `@live` says, before anything is checked. */
export interface LiveDeclaration {
  readonly field: string;
  /** Subgraph of the field; undefined when the supergraph does not name exactly one. */
  readonly owner: string | undefined;
  /** Keys the owner resolves the entity by, each as its field set. */
  readonly ownerKeys: readonly string[];
  readonly arguments: Readonly<Record<string, string>>;
}
