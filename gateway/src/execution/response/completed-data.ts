import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';

/** The `data` of a response that is JSON already. Whoever wants an object gets one; whoever sends it never makes one. */
export class CompletedData {
  private bytes: Buffer | undefined;

  /** @param isAscii Whether `json` is known to be nothing but ASCII, of which bytes are made much faster. */
  constructor(
    readonly json: string,
    private readonly isAscii = false,
  ) {}

  /** A whole response with these data and nothing else. Made once, whoever sends it how often. Not to be changed. */
  get response(): Buffer {
    return (this.bytes ??= Buffer.from(`{"data":${this.json}}`, this.isAscii ? 'latin1' : 'utf8'));
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
  return `{${before === '' ? '' : `${before},`}"data":${data.json}}`;
}

/** A response with data that is an object. */
export function withPlainData({ data, errors, ...rest }: CompletedResponse): FormattedExecutionResult {
  const plain = data instanceof CompletedData ? (data.toJSON() as FormattedExecutionResult['data']) : data;
  const told = errors === undefined ? rest : { ...rest, errors };
  return plain === undefined ? told : { ...told, data: plain };
}
