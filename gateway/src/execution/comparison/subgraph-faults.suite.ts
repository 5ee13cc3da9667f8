import type { GraphQLDataSource } from '@apollo/gateway';
import type { InProcessSubgraph, InProcessSupergraph, Run } from './in-process-subgraphs.suite';
import { hashOf } from './imagined-values.suite';

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;
type JsonObject = Record<string, unknown>;

/** How a subgraph misbehaves for a whole operation. */
export type FaultKind = 'away' | 'half answers' | 'misfits' | 'stray errors' | 'refusals';

export interface Fault {
  readonly kind: FaultKind;
  readonly subgraph: string;
  /** Which fields are hit. */
  readonly seed: number;
}

/** A supergraph of which one subgraph at a time can be made to misbehave, the same way whoever asks. */
export interface FaultySupergraph extends InProcessSupergraph {
  /** Until the next call; undefined for none. Not for operations that run at the same time. */
  inflict(fault: Fault | undefined): void;
}

const KINDS: readonly FaultKind[] = ['away', 'half answers', 'misfits', 'stray errors', 'refusals'];

/** One of five operations has a fault. */
export function faultOf({ sources }: InProcessSupergraph, seed: number): Fault | undefined {
  const chance = hashOf(['fault', seed]);
  const names = Object.keys(sources);
  const kind = KINDS[(chance >>> 4) % KINDS.length];
  const subgraph = names[(chance >>> 8) % names.length];
  return chance % 5 !== 0 || kind === undefined || subgraph === undefined
    ? undefined
    : { kind, subgraph, seed };
}

export function withFaults(supergraph: InProcessSupergraph): FaultySupergraph {
  let fault: Fault | undefined;
  const sources = Object.fromEntries(
    Object.entries(supergraph.sources).map(([name, source]) => {
      const answer: InProcessSubgraph['answer'] = async (run, request) => {
        const hit = fault?.subgraph === name ? fault : undefined;
        return hit === undefined ? source.answer(run, request) : faultyAnswer(hit, source, [run, request]);
      };
      const faulty = {
        schema: source.schema,
        answer,
        process: ({ request, context }: Parameters<InProcessSubgraph['process']>[0]) =>
          answer(context as unknown as Run, { query: request.query ?? '', variables: request.variables }),
      };
      return [name, faulty as unknown as InProcessSubgraph];
    }),
  );
  return {
    ...supergraph,
    sources,
    inflict: (next) => {
      fault = next;
    },
  };
}

async function faultyAnswer(
  { kind, seed }: Fault,
  source: InProcessSubgraph,
  asked: Parameters<InProcessSubgraph['answer']>,
): Promise<Answer> {
  if (kind === 'away') throw new Error('away by fault');
  if (kind === 'refusals') return { errors: [{ message: 'refused by fault' }] };
  const answer = await source.answer(...asked);
  if (kind === 'stray errors')
    return { ...answer, errors: [...(answer.errors ?? []), { message: 'stray by fault' }] };
  return { ...answer, data: changed(answer.data, { kind, seed }) } as Answer;
}

/** One field in eight is hit, wherever it is; never the lists of entities, whose names are the executor's own. */
function changed(value: unknown, fault: Pick<Fault, 'kind' | 'seed'>): unknown {
  if (Array.isArray(value)) return value.map((element) => changed(element, fault));
  if (typeof value !== 'object' || value === null) return value;
  const result: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const isHit = !/^(_entities|e\d+|__typename)$/.test(name) && hashOf([fault.seed, name]) % 8 === 0;
    if (isHit && fault.kind === 'half answers') continue;
    // JSON.parse makes such keys; assigning them would not.
    Object.defineProperty(result, name, {
      value: isHit ? misfitFor(inner, hashOf([name, fault.seed, 'misfit'])) : changed(inner, fault),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

function misfitFor(value: unknown, seed: number): unknown {
  const misfits = ['text', { object: true }, ['list'], null];
  const other = misfits[seed % misfits.length];
  return typeof other === typeof value && Array.isArray(other) === Array.isArray(value) ? 7.5 : other;
}
