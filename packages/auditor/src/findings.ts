/** One thing that is not as a rule says. */
export interface Violation {
  readonly rule: string;
  /** What it is about: ids, skus, keys. The same in every look. */
  readonly ids: readonly string[];
  /** What was found, for a person. */
  readonly text: string;
}

/** Most violations of one look that are kept; beyond them only the number is known. */
const MOST_KEPT = 10_000;

/** What one look of one rule found. Bounded, however broken the system is. */
export class Findings {
  private readonly kept = new Map<string, Violation>();
  private looked = 0;
  private dropped = 0;

  constructor(private readonly rule: string) {}

  /** How many things were looked at. */
  get checked(): number {
    return this.looked;
  }

  /** How many violations there are. */
  get total(): number {
    return this.kept.size + this.dropped;
  }

  /** The violations that are kept, in the order they were found. */
  get violations(): readonly Violation[] {
    return [...this.kept.values()];
  }

  /** Notes that so many things were looked at. */
  look(count: number): void {
    this.looked += count;
  }

  /** Notes a violation. Another one about the same ids is the same violation. */
  add(ids: readonly string[], text: string): void {
    const key = ids.join(' ');
    if (this.kept.has(key)) return;
    if (this.kept.size < MOST_KEPT) this.kept.set(key, { rule: this.rule, ids, text });
    else this.dropped += 1;
  }

  /** The violations of this look that the earlier one had as well, as they are now. */
  alsoIn(earlier: Findings): Findings {
    const both = new Findings(this.rule);
    both.looked = this.looked;
    for (const [key, { ids, text }] of this.kept) if (earlier.kept.has(key)) both.add(ids, text);
    // Which ones were dropped is not known: as many as both looks have.
    both.dropped = Math.min(this.dropped, earlier.dropped);
    return both;
  }
}
