/** One commit as the owner's event log tells it. Every version of an entity has exactly one. */
export interface ChangeEntry {
  readonly version: number;
  readonly [field: string]: unknown;
}

/**
 * The recent commits of one entity, without a gap: every version after `floor` up to `head` is in here. Whoever
 * asks for more than that is told so instead of being given a list with a hole.
 */
export class ChangeLog {
  private readonly entries = new Map<number, ChangeEntry>();
  private floor = 0;
  private head = 0;

  /** @param limit How many commits are kept from one {@link accept} to the next. */
  constructor(private readonly limit: number) {}

  /** Takes in what the owner's log said when the entity was at `version`. Later commits than that are ignored. */
  accept(version: number, entries: readonly ChangeEntry[]): void {
    this.trim();
    for (const entry of entries) if (entry.version <= version) this.entries.set(entry.version, entry);
    this.head = version;
    this.floor = version;
    while (this.entries.has(this.floor)) this.floor -= 1;
    for (const known of this.entries.keys()) if (known <= this.floor) this.entries.delete(known);
  }

  /** Whether every commit after `version` is known. */
  reachesBackTo(version: number): boolean {
    return version >= this.floor;
  }

  /** The commits after `version`, oldest first; undefined when not all of them are known. */
  since(version: number): readonly ChangeEntry[] | undefined {
    if (!this.reachesBackTo(version)) return undefined;
    const missed: ChangeEntry[] = [];
    for (let at = version + 1; at <= this.head; at += 1) {
      const entry = this.entries.get(at);
      if (entry !== undefined) missed.push(entry);
    }
    return missed;
  }

  /** The commit that made the newest version, when the log has it. */
  get newest(): ChangeEntry | undefined {
    return this.entries.get(this.head);
  }

  /** Forgets everything: the entity is another one now. */
  clear(): void {
    this.entries.clear();
    this.floor = 0;
    this.head = 0;
  }

  private trim(): void {
    while (this.head - this.floor > this.limit) {
      this.floor += 1;
      this.entries.delete(this.floor);
    }
  }
}

/** Whether `entries` lacks a commit after `after` up to `version`. */
export function missesCommits(entries: readonly ChangeEntry[], after: number, version: number): boolean {
  const there = new Set(entries.map((entry) => entry.version).filter((at) => at > after && at <= version));
  return there.size < version - after;
}
