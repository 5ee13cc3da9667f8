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

/** A response as a client sees it, with data of either kind. */
export type CompletedResponse =
  | FormattedExecutionResult
  | {
      readonly data?: CompletedData | undefined;
      readonly errors?: readonly GraphQLFormattedError[] | undefined;
    };

/** The text of a response. */
export function stringifyCompleted({ data, ...rest }: CompletedResponse): string {
  if (!(data instanceof CompletedData)) return JSON.stringify(data === undefined ? rest : { ...rest, data });
  const before = JSON.stringify(rest).slice(1, -1);
  return before === '' ? data.text : `{${before},"data":${data.json}}`;
}

type Asking = Pick<GatewayContext, 'identity'>;

/** By the identity of the context of an operation. */
const completed = new WeakMap<object, CompletedData>();

/** Remembers what an operation was completed to, for {@link bytesOfResponse}. */
export function noteCompleted({ identity }: Asking, data: CompletedData): void {
  completed.set(identity, data);
}

/**
 * The bytes of a response that Apollo Server has got as a text from {@link stringifyCompleted}, when it is nothing but what the
 * operation was completed to: to make them of the text again costs more than the rest of sending it.
 */
export function bytesOfResponse({ identity }: Asking, text: string): Buffer | undefined {
  const data = completed.get(identity);
  return data?.text === text ? data.response : undefined;
}

/** A response with data that is an object. */
export function withPlainData({ data, errors, ...rest }: CompletedResponse): FormattedExecutionResult {
  const plain = data instanceof CompletedData ? (data.toJSON() as FormattedExecutionResult['data']) : data;
  const told = errors === undefined ? rest : { ...rest, errors };
  return plain === undefined ? told : { ...told, data: plain };
}
