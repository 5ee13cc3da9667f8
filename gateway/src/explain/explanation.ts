/** What becomes of one operation: Apollo's plan, our program, the requests. Plain data, equal for equal input. */
export interface Explanation {
  readonly operation: ExplainedOperation;
  /** As Apollo prints it. */
  readonly plan: string;
  /** Requests that start together when everything takes equally long, by their numbers. */
  readonly rounds: readonly (readonly number[])[];
  readonly requests: readonly ExplainedRequest[];
  /** Each once; of very many the first. */
  readonly response: readonly ExplainedObject[];
}

/** How the objects of one type at one place of the response are written. */
export interface ExplainedObject {
  /** E.g. `products.reviews`; empty for the root. */
  readonly place: string;
  readonly type: string;
  /** The JavaScript that is run for each. */
  readonly code: string;
}

interface ExplainedOperation {
  readonly kind: 'query' | 'mutation';
  readonly name: string | undefined;
  /** Of the variables of @skip and @include: the program is the one for these values. */
  readonly conditions: Readonly<Record<string, boolean>>;
}

/** One group of the program, which is one request. */
export interface ExplainedRequest {
  /** From 1, in the order of the program. */
  readonly number: number;
  readonly round: number;
  readonly subgraph: string;
  /** Numbers of the requests whose answers it waits for. */
  readonly after: readonly number[];
  readonly fetches: readonly ExplainedFetch[];
  readonly operationName: string | undefined;
  /** Exactly what is sent. */
  readonly sent: string;
  /** The same, laid out for the eye. */
  readonly query: string;
  /** Names of the client's variables that go with it. */
  readonly clientVariables: readonly string[];
}

/** One fetch of the plan, with its place in the request. */
export interface ExplainedFetch {
  /** Where its objects are in the data, e.g. `products.nodes[].variants[]`; empty for root fields. */
  readonly path: string;
  readonly entities: ExplainedEntities | undefined;
}

export interface ExplainedEntities {
  /** The field of the request that answers for it. */
  readonly alias: string;
  /** The variable that holds its representations. */
  readonly variable: string;
  /** What a representation is made of, as a selection. */
  readonly representation: string;
  /** Changes of representations before they are sent, and of answers before they are put in place. */
  readonly rewrites: readonly string[];
}
