import type { TransportLimits } from './transport-limits';

/** Gives back what was taken; later calls do nothing. */
export type Release = () => void;

/** Counts the connections of a process, in all, per address and per identity. */
export class ConnectionQuota {
  private total = 0;
  private readonly byAddress = new Map<string, number>();
  private readonly byIdentity = new Map<string, number>();

  constructor(
    private readonly limits: Pick<
      TransportLimits,
      'connections' | 'connectionsPerAddress' | 'connectionsPerIdentity'
    >,
  ) {}

  /** @returns undefined when there is no place left. */
  takeConnection(address: string): Release | undefined {
    if (this.total >= this.limits.connections) return undefined;
    const release = take(this.byAddress, address, this.limits.connectionsPerAddress);
    if (release === undefined) return undefined;
    this.total += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.total -= 1;
      release();
    };
  }

  /** @returns undefined when this identity has too many. */
  takeIdentity(scopeKey: string): Release | undefined {
    return take(this.byIdentity, scopeKey, this.limits.connectionsPerIdentity);
  }
}

function take(counts: Map<string, number>, key: string, limit: number): Release | undefined {
  const count = counts.get(key) ?? 0;
  if (count >= limit) return undefined;
  counts.set(key, count + 1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const left = (counts.get(key) ?? 1) - 1;
    if (left === 0) counts.delete(key);
    else counts.set(key, left);
  };
}
