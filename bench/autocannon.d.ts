// The part of autocannon that is used here; the package has no types.
declare module 'autocannon' {
  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }

  interface Result {
    readonly requests: {
      /** Per second. */
      readonly average: number;
      readonly total: number;
    };
    /** Milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number };
    readonly errors: number;
    readonly non2xx: number;
  }

  function autocannon(options: Options): Promise<Result>;
  export = autocannon;
}
