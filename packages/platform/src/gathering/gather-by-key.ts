/** Handles what came for one key together. @returns how each ended, in their order; never rejects. */
export type HandleTogether<Item, Result> = (
  key: string,
  items: readonly Item[],
) => Promise<readonly PromiseSettledResult<Result>[]>;

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/**
 * What comes for a key is handled at once; what comes while something of the same key is being handled waits for its end
 * and is then handled together. Different keys do not wait for each other. Keeps nothing of a key that is idle.
 */
export class GatherByKey<Item, Result> {
  private readonly waiting = new Map<string, Waiting<Item, Result>[]>();

  /** @param most Items handled together; what is over waits for the next turn. */
  constructor(
    private readonly handle: HandleTogether<Item, Result>,
    private readonly most: number,
  ) {}

  /** Resolves or rejects as the item's own part of the handling did. */
  handleSoon(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const entry = { item, resolve, reject };
      const queue = this.waiting.get(key);
      if (queue !== undefined) {
        queue.push(entry);
        return;
      }
      this.waiting.set(key, [entry]);
      void this.drain(key);
    });
  }

  private async drain(key: string): Promise<void> {
    for (let turn = this.take(key); turn.length > 0; turn = this.take(key)) {
      const results = await this.handle(
        key,
        turn.map(({ item }) => item),
      );
      for (const [index, entry] of turn.entries()) {
        const result = results[index];
        if (result?.status === 'fulfilled') entry.resolve(result.value);
        else entry.reject(result?.reason ?? new Error('an item was left out'));
      }
    }
  }

  private take(key: string): Waiting<Item, Result>[] {
    const queue = this.waiting.get(key) ?? [];
    const turn = queue.splice(0, this.most);
    // Forgotten only when nobody waits: its presence is what makes others wait.
    if (turn.length === 0) this.waiting.delete(key);
    return turn;
  }
}
