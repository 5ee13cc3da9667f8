/** An open answer of type `text/event-stream`. */
export interface EventStream {
  /** The payloads of its `next` events, in order. */
  readonly messages: unknown[];
  /** Whether the server has ended it. */
  isOver(): boolean;
  close(): void;
}

interface StreamedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Starts an operation as a stream of events. @throws Error when the answer is of another type. */
export async function openEventStream(url: string, operation: StreamedOperation): Promise<EventStream> {
  const { query, variables, headers } = operation;
  const over = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: over.signal,
  });
  if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream') || response.body === null)
    throw new Error(`not a stream of events: ${await response.text()}`);
  const messages: unknown[] = [];
  let isOver = false;
  read(response.body, messages)
    .then(() => (isOver = true))
    .catch(() => undefined);
  return { messages, isOver: () => isOver, close: () => over.abort() };
}

async function read(body: ReadableStream<Uint8Array>, messages: unknown[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^event: next\ndata: (.*)$/s.exec(event)?.[1];
      if (data !== undefined) messages.push(JSON.parse(data));
    }
  }
}
