import { AppError } from '@agora/platform/errors';
import type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from '@agora/platform/subgraph-transport';

/** A road to a subgraph that a test can cut, slow down and listen on. */
export class SwitchableTransport implements SubgraphTransport {
  /** Every request that went in, also those that failed. */
  readonly requests: SubgraphRequest[] = [];
  isDown = false;
  /** The next so many requests fail as if the connection broke. */
  failNext = 0;
  answer: ((request: SubgraphRequest) => Promise<SubgraphResponse>) | undefined;

  constructor(private readonly road: SubgraphTransport) {}

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    this.requests.push(request);
    if (this.isDown || this.failNext > 0) {
      this.failNext -= 1;
      throw new AppError('DOWNSTREAM_UNAVAILABLE', 'A part of the shop does not answer', {
        cause: new Error('http://10.0.0.7:4001 refused'),
      });
    }
    return this.answer === undefined ? this.road.execute(request) : this.answer(request);
  }

  subscribe(...following: Parameters<SubgraphTransport['subscribe']>): () => void {
    return this.road.subscribe(...following);
  }

  ping(): Promise<void> {
    return this.isDown ? Promise.reject(new Error('http://10.0.0.7:4001 refused')) : this.road.ping();
  }

  close(): Promise<void> {
    return this.road.close();
  }
}
