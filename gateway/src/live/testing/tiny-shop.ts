import { GraphQLError } from 'graphql';

/** One commit of a cart, and the cart as it was right after it. */
interface CartState {
  readonly version: number;
  readonly cause: 'CREATED' | 'ADDED' | 'NOTED';
  readonly note: string;
  readonly items: readonly ({ readonly __typename: 'Piece' | 'Gift'; readonly id: string } & Record<
    string,
    unknown
  >)[];
}

interface CartOf {
  readonly owner: string;
  readonly states: CartState[];
  closedBy: string | null;
}

/** The data behind the test's cart subgraph, with everything that can go wrong as a switch. */
export class TinyShop {
  readonly carts = new Map<string, CartOf>();
  /** Commits by which reads are behind, like a lagging replica. */
  lag = 0;
  /** Commits by which the log alone is behind. */
  logLag = 0;
  /** Versions up to this one are gone from the log. */
  purgedUpTo = 0;
  fragileFails = false;

  create(id: string, owner: string): void {
    const items = [
      { __typename: 'Piece' as const, id: 'i1', quantity: 1, product: { id: 'p1' } },
      { __typename: 'Gift' as const, id: 'i2', wrapping: 'red' },
    ];
    this.carts.set(id, {
      owner,
      states: [{ version: 1, cause: 'CREATED', note: 'new', items }],
      closedBy: null,
    });
  }

  /** Commits once. @returns the new version. */
  commit(id: string, note = ''): number {
    const cart = this.carts.get(id);
    const last = cart?.states.at(-1);
    if (cart === undefined || last === undefined) throw new Error(`no cart ${id}`);
    const version = last.version + 1;
    cart.states.push({
      ...last,
      version,
      cause: version % 2 === 0 ? 'ADDED' : 'NOTED',
      note: note || `note ${String(version)}`,
    });
    return version;
  }

  /** Commits for the last time. @returns the new version. */
  close(id: string, closedBy: string): number {
    const version = this.commit(id);
    const cart = this.carts.get(id);
    if (cart !== undefined) cart.closedBy = closedBy;
    return version;
  }

  version(id: string): number {
    return this.carts.get(id)?.states.at(-1)?.version ?? 0;
  }

  /** As one viewer (`name` or `name:device`) sees it; null when missing or not theirs. */
  find(id: string, viewer: string): Record<string, unknown> | null {
    const cart = this.carts.get(id);
    if (cart === undefined || cart.owner !== viewer.split(':')[0]) return null;
    const state = cart.states[Math.max(0, cart.states.length - 1 - this.lag)];
    if (state === undefined) return null;
    return {
      __typename: 'Cart',
      id,
      region: 'EU',
      closedBy: this.lag > 0 ? null : cart.closedBy,
      version: state.version,
      items: state.items,
      extras: state.items,
      note: ({ prefix }: { prefix: string }) => `${prefix}${state.note}`,
      fragile: () => {
        if (this.fragileFails) throw new GraphQLError('broken', { extensions: { code: 'INTERNAL' } });
        return 'whole';
      },
      moody: () => {
        throw new GraphQLError('not today', { extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } });
      },
      history: ({ first, afterVersion }: { first: number; afterVersion?: number | null }) =>
        cart.states
          .slice(0, cart.states.length - this.logLag)
          .filter(({ version }) => version > Math.max(afterVersion ?? 0, this.purgedUpTo))
          .slice(0, first)
          .map(({ version, cause }) => ({
            version,
            cause,
            lineIds: [`i${String(version % 2)}`],
            at: `t${String(version)}`,
          })),
    };
  }
}
