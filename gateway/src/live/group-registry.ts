import type { SubscriptionGroup } from './subscription-group';

/** The groups of one engine, and by which key a newcomer finds the one it may share. */
export class GroupRegistry {
  private readonly keys = new Map<SubscriptionGroup, string>();
  private readonly groups = new Map<string, SubscriptionGroup>();

  get size(): number {
    return this.keys.size;
  }

  /** A copy: groups may come and go while it is walked over. */
  all(): readonly SubscriptionGroup[] {
    return [...this.keys.keys()];
  }

  /** The group newcomers of this key share, if there is one that takes them. */
  find(key: string): SubscriptionGroup | undefined {
    const group = this.groups.get(key);
    return group?.takesSubscribers === true ? group : undefined;
  }

  keyOf(group: SubscriptionGroup): string {
    return this.keys.get(group) ?? '';
  }

  /** Adds a group, or gives it another key. */
  put(group: SubscriptionGroup, key: string): void {
    this.remove(group);
    this.keys.set(group, key);
    this.groups.set(key, group);
  }

  remove(group: SubscriptionGroup): void {
    const key = this.keyOf(group);
    this.keys.delete(group);
    if (this.groups.get(key) === group) this.groups.delete(key);
  }
}
