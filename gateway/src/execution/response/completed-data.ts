import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../../context';

/** The `data` of a response that is JSON already. Whoever wants an object gets one; whoever sends it never makes one. */
export class CompletedData {
  private whole: string | undefined;
  private bytes: Buffer | undefined;

  /** @param isAscii Whether `json` is known to be nothing but ASCII, of which bytes are made much faster. */
  constructor(
    readonly json: string,
    private readonly isAscii = false,
  ) {}

  /** A whole response with these data and nothing else: always the same string. */
  get text(): string {
    return (this.whole ??= `{"data":${this.json}}`);
  }

  /** Its bytes. Made once, whoever sends it how often. Not to be changed. */
  get response(): Buffer {
    return (this.bytes ??= Buffer.from(this.text, this.isAscii ? 'latin1' : 'utf8'));
  }

  toJSON(): unknown {
    return JSON.parse(this.json) as unknown;
  }
}

/**
 * What Apollo Server is given of {@link CompletedData}. It keeps its requests until V8 collects all of its memory, so that every
 * small collection would move all texts that were sent since: {@link takeResponse} lets go of this one.
 */
class HeldData {
  private held: CompletedData | undefined;

  constructor(data: CompletedData) {
    this.held = data;
  }

  get data(): CompletedData {
    if (this.held === undefined) throw new Error('The data of this response has been sent');
    return this.held;
  }

  release(): void {
    this.held = undefined;
  }

  toJSON(): unknown {
    return this.data.toJSON();
  }
}

/** A response as a client sees it, with data of any kind. */
export type CompletedResponse =
  | FormattedExecutionResult
  | {
      readonly data?: CompletedData | HeldData | undefined;
      readonly errors?: readonly GraphQLFormattedError[] | undefined;
    };

/** The text of a response. */
export function stringifyCompleted({ data: given, ...rest }: CompletedResponse): string {
  const data = given instanceof HeldData ? given.data : given;
  if (!(data instanceof CompletedData)) return JSON.stringify(data === undefined ? rest : { ...rest, data });
  const before = JSON.stringify(rest).slice(1, -1);
  return before === '' ? data.text : `{${before},"data":${data.json}}`;
}

type Asking = Pick<GatewayContext, 'identity'>;

/** By the identity of the context of an operation. */
const held = new WeakMap<object, HeldData>();

/** Remembers what an operation was completed to, for {@link takeResponse}, and answers how to give it to Apollo Server. */
export function holdData({ identity }: Asking, data: CompletedData): HeldData {
  const one = new HeldData(data);
  held.set(identity, one);
  return one;
}

/**
 * The bytes of a response that Apollo Server has got as a text from {@link stringifyCompleted}, when it is nothing but what the
 * operation was completed to: to make them of the text again costs more than the rest of sending it. Once for an operation.
 */
export function takeResponse({ identity }: Asking, text: string): Buffer | undefined {
  const one = held.get(identity);
  if (one === undefined) return undefined;
  held.delete(identity);
  const { data } = one;
  one.release();
  return data.text === text ? data.response : undefined;
}

/** A response with data that is an object. */
export function withPlainData({ data, errors, ...rest }: CompletedResponse): FormattedExecutionResult {
  const isJson = data instanceof CompletedData || data instanceof HeldData;
  const plain = isJson ? (data.toJSON() as FormattedExecutionResult['data']) : data;
  const told = errors === undefined ? rest : { ...rest, errors };
  return plain === undefined ? told : { ...told, data: plain };
}
