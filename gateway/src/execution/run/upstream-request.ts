/** What is sent to a subgraph. Its variables are made as JSON, and only who needs the values reads them from it. */
export class UpstreamRequest {
  constructor(
    readonly query: string,
    readonly operationName: string | undefined,
    /** An object. */
    readonly variablesJson: string,
  ) {}

  get variables(): Readonly<Record<string, unknown>> {
    return JSON.parse(this.variablesJson) as Record<string, unknown>;
  }
}
