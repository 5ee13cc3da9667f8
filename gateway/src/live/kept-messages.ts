import type { PrimaryAnswer } from './live-runtime';

/** The newest message about one thing. */
export interface KeptMessage {
  /** As the owner sent it. */
  readonly primary: PrimaryAnswer;
  /** What was made of it last, and when (of `performance.now`); undefined when it must be made again. */
  made: { readonly frame: string; readonly atMs: number } | undefined;
}

/** The newest message about each thing, in the order they came: what a newcomer has to be sent first. */
export class KeptMessages {
  private readonly messages = new Map<string, KeptMessage>();
  private hasDropped = false;

  /** @param max Things remembered. */
  constructor(private readonly max: number) {}

  /** False from the moment something had to be left out: a newcomer would not learn of it. */
  get isComplete(): boolean {
    return !this.hasDropped;
  }

  /** Replaces what was known about the same thing. */
  keep(key: string, message: KeptMessage): void {
    this.messages.delete(key);
    if (this.messages.size < this.max) this.messages.set(key, message);
    else this.hasDropped = true;
  }

  all(): readonly KeptMessage[] {
    return [...this.messages.values()];
  }

  /** The messages stay, what was made of them does not: the rest of the plan has changed. */
  forgetFrames(): void {
    for (const message of this.messages.values()) message.made = undefined;
  }

  clear(): void {
    this.messages.clear();
    this.hasDropped = false;
  }
}
