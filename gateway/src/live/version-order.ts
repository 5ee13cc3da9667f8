/** What to do with a reading of some version. */
export type VersionVerdict =
  /** Show it. */
  | { readonly kind: 'accept' }
  /** It says less than what is known; read again. */
  | { readonly kind: 'reread'; readonly afterMs: number }
  /** Versions have started over and it is confirmed: another entity has taken this id. */
  | { readonly kind: 'restart' };

/** What a poke says compared to what subscribers have. */
export type PokeNews = 'newer' | 'known' | 'older';

/** A read that is older than what subscribers have seen is doubted once, for this long. */
export const DOUBT_MS = 250;
/** Waits for a replica that has not got an announced version yet; after these it is taken as it is. */
const LAG_WAITS_MS = [20, 40, 80, 160] as const;
const MAX_DOUBTS = 4;

/**
 * Keeps versions from ever going backwards for a subscriber, whatever the order in which pokes and reads come in
 * and however far a replica lags. Pure; one per group.
 */
export class VersionOrder {
  private shown: number | undefined;
  private announced = -1;
  private lagTries = 0;
  private doubted: number | undefined;
  private doubts = 0;

  /** The version subscribers have; undefined before the first. */
  get current(): number | undefined {
    return this.shown;
  }

  /** Notes that the owner has committed `version`. */
  announce(version: number): PokeNews {
    if (this.shown !== undefined && version <= this.shown) return version === this.shown ? 'known' : 'older';
    if (version > this.announced) {
      this.announced = version;
      this.lagTries = 0;
    }
    return 'newer';
  }

  judge(version: number): VersionVerdict {
    if (this.shown !== undefined && version < this.shown) return this.doubt(version);
    this.doubted = undefined;
    this.doubts = 0;
    if (version !== this.shown || version >= this.announced) return { kind: 'accept' };
    const afterMs = this.nextLagWait();
    if (afterMs !== undefined) return { kind: 'reread', afterMs };
    this.announced = version;
    return { kind: 'accept' };
  }

  /** Subscribers have `version` now. @returns When to read again because more was announced; undefined: not at all. */
  show(version: number): number | undefined {
    this.shown = version;
    if (version < this.announced) {
      const afterMs = this.nextLagWait();
      if (afterMs !== undefined) return afterMs;
      this.announced = version;
    }
    this.lagTries = 0;
    return undefined;
  }

  /** Forgets what subscribers have. */
  restart(): void {
    this.shown = undefined;
    this.announced = -1;
    this.lagTries = 0;
    this.doubted = undefined;
    this.doubts = 0;
  }

  private doubt(version: number): VersionVerdict {
    this.doubts += 1;
    if (this.doubted === version || this.doubts >= MAX_DOUBTS) return { kind: 'restart' };
    this.doubted = version;
    return { kind: 'reread', afterMs: DOUBT_MS };
  }

  private nextLagWait(): number | undefined {
    const wait = LAG_WAITS_MS[this.lagTries];
    this.lagTries += 1;
    return wait;
  }
}
