/** How the versions of a key on a topic are known to go. */
export type VersionRule =
  /** Every version of the aggregate is one message on one of the group's topics. */
  | 'contiguous'
  /** Some versions are told, in their order. */
  | 'ascending';

/** What has been seen of one key. */
export interface KeyVersions {
  readonly key: string;
  readonly newest: number;
  /** Versions between the oldest seen and the newest that were not seen. */
  readonly missing: readonly number[];
  /** Messages that came for the first time after a newer one of their topic: topic and version. */
  readonly late: readonly string[];
}

interface State {
  oldest: number;
  newest: number;
  readonly missing: Set<number>;
  readonly newestOf: Map<string, number>;
  /** The last versions that were seen, for keys whose versions have gaps by right. */
  recent: number[];
  late: string[];
}

const MOST_KEYS = 200_000;
const RECENT = 64;
const MOST_LATE = 10;

/**
 * The versions of the keys of a group of topics, as their messages are read. A message that is delivered again, as it is after
 * a crash of a relay, changes nothing. Bounded: beyond 200,000 keys the one that was quiet longest is forgotten, and begins
 * anew with its next message.
 */
export class GroupVersions {
  private readonly keys = new Map<string, State>();

  constructor(readonly rule: VersionRule) {}

  get size(): number {
    return this.keys.size;
  }

  saw(topic: string, key: string, version: number): void {
    const state = this.keys.get(key) ?? begin(version);
    this.keys.delete(key);
    this.keys.set(key, state);
    this.note(state, topic, version);
    if (this.keys.size <= MOST_KEYS) return;
    const quietest = this.keys.keys().next();
    if (quietest.done !== true) this.keys.delete(quietest.value);
  }

  /** Every key, as it is known now. */
  *all(): Generator<KeyVersions> {
    for (const [key, { newest, missing, late }] of this.keys)
      yield { key, newest, missing: [...missing], late };
  }

  private note(state: State, topic: string, version: number): void {
    const isRepeat = this.rule === 'contiguous' ? wasSeen(state, version) : wasSeenLately(state, version);
    const newestOfTopic = state.newestOf.get(topic) ?? version;
    if (!isRepeat && version < newestOfTopic && state.late.length < MOST_LATE)
      state.late.push(`${topic} ${String(version)} after ${String(newestOfTopic)}`);
    state.newestOf.set(topic, Math.max(newestOfTopic, version));
    if (this.rule === 'ascending') state.recent = [...state.recent, version].slice(-RECENT);
    else fill(state, version);
    state.newest = Math.max(state.newest, version);
    state.oldest = Math.min(state.oldest, version);
  }
}

function begin(version: number): State {
  return { oldest: version, newest: version, missing: new Set(), newestOf: new Map(), recent: [], late: [] };
}

function wasSeen({ oldest, newest, missing }: State, version: number): boolean {
  return version >= oldest && version <= newest && !missing.has(version);
}

/** Versions older than those remembered may have been seen. */
function wasSeenLately({ recent }: State, version: number): boolean {
  return recent.includes(version) || (recent.length === RECENT && version < Math.min(...recent));
}

function fill(state: State, version: number): void {
  state.missing.delete(version);
  for (let gap = state.newest + 1; gap < version; gap += 1) state.missing.add(gap);
  for (let gap = version + 1; gap < state.oldest; gap += 1) state.missing.add(gap);
}
