import { parse, print, separateOperations } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { SupergraphExecutor } from '../executor';
import { runOwn } from './own-answer.suite';
import { differences, runStock } from './stock-answer.suite';
import type { ObservedAnswer } from './stock-answer.suite';
import type { FuzzedSupergraph } from './fuzzed-supergraphs.suite';
import { hashOf } from './imagined-values.suite';
import { withAnotherOperation } from './random-document.suite';
import type { RandomDocument } from './random-document.suite';
import { faultOf, withFaults } from './subgraph-faults.suite';
import type { Fault, FaultySupergraph } from './subgraph-faults.suite';

/** An operation whose two answers are not as good as each other. */
export interface Difference extends RandomDocument {
  readonly seed: number;
  readonly fault: Fault | undefined;
  readonly found: readonly string[];
  readonly stock: Pick<ObservedAnswer, 'data' | 'errors'> & Partial<Pick<ObservedAnswer, 'fetches'>>;
  readonly own: Pick<ObservedAnswer, 'data' | 'errors'>;
}

/** The stock gateway and our executor side by side over one supergraph. */
export class Comparison {
  private readonly supergraph: FaultySupergraph;
  private readonly executor: SupergraphExecutor;

  constructor(private readonly fuzzed: FuzzedSupergraph) {
    this.supergraph = withFaults(fuzzed.supergraph);
    this.executor = new SupergraphExecutor(this.supergraph.sdl, this.supergraph.apiSchema);
  }

  documentOf(seed: number): RandomDocument {
    const operation = this.fuzzed.operationOf(seed);
    const chance = hashOf(['document', seed]);
    return chance % 4 === 0
      ? withAnotherOperation(operation, this.fuzzed.operationOf(seed + 1_000_003), chance % 8 === 0)
      : operation;
  }

  get apiSchema(): GraphQLSchema {
    return this.supergraph.apiSchema;
  }

  /** Undefined when the answers are as good as each other. */
  async at(seed: number): Promise<Difference | undefined> {
    return this.of(this.documentOf(seed), seed);
  }

  /** The same of any document, with what goes wrong at that seed. */
  async of(document: RandomDocument, seed: number): Promise<Difference | undefined> {
    const fault = faultOf(this.supergraph, seed);
    this.supergraph.inflict(fault);
    const stock = await this.stockAnswer(document);
    const { data = null, errors } = (await runOwn(
      this.supergraph,
      this.executor,
      document,
    )) as Partial<ObservedAnswer> & Pick<ObservedAnswer, 'errors'>;
    const own = { data, errors };
    const right = fault === undefined ? await this.fuzzed.rightAnswer?.(document) : undefined;
    const found = [
      ...differences(stock, own),
      ...(right === undefined ? [] : differences(right, own).map((one) => `right ${one}`)),
    ];
    const { query, variables, operationName } = document;
    return found.length === 0
      ? undefined
      : { seed, fault, found, stock, own, query, variables, operationName };
  }

  private async stockAnswer(document: RandomDocument): Promise<Pick<ObservedAnswer, 'data' | 'errors'>> {
    const { query, variables, operationName } = document;
    const answer = await runStock(this.supergraph, query, variables, operationName).catch(refusalOf);
    const isRefused = answer.errors.some(({ message }) => message.includes('INVALID_GRAPHQL'));
    // Refused for a variable that another operation of the document declares otherwise.
    return isRefused && operationName !== undefined
      ? this.stockAnswer({ query: alone(query, operationName), variables })
      : answer;
  }
}

/** The stock gateway refuses as a whole what it cannot put together. */
function refusalOf(error: unknown): Pick<ObservedAnswer, 'data' | 'errors'> {
  return { data: null, errors: [{ message: error instanceof Error ? error.message : String(error) }] };
}

function alone(query: string, operationName: string): string {
  const document = separateOperations(parse(query))[operationName];
  if (document === undefined) throw new Error(`no operation ${operationName}`);
  return print(document);
}
