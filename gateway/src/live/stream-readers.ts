import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LiveSink } from './live-sink';
import type { StreamReader } from './stream-reader';

/** How long one turn of the event loop may be spent on writing to subscribers. */
const SLICE_MS = 8;
const CHECK_EVERY = 64;

/** The subscribers of one stream: those who wait for their first messages, and those who get what comes. */
export class StreamReaders {
  private readonly members = new Set<StreamReader>();
  private readonly welcomed = new Set<StreamReader>();
  /** Those who know already that the owner is out. */
  private readonly told = new Set<StreamReader>();

  get size(): number {
    return this.members.size;
  }

  /** Whether anybody would be sent a message that comes now. */
  get isAnybodyListening(): boolean {
    return this.welcomed.size > 0;
  }

  add(reader: StreamReader): void {
    this.members.add(reader);
  }

  remove(reader: StreamReader): void {
    this.members.delete(reader);
    this.welcomed.delete(reader);
    this.told.delete(reader);
  }

  /** Gives a newcomer its first messages; from now on it gets every other. One that has left meanwhile stays away. */
  welcome(reader: StreamReader, frames: readonly string[]): void {
    if (!this.members.has(reader)) return;
    this.welcomed.add(reader);
    reader.begin(frames);
  }

  /** Sends a message to all who have had their first ones. Resolves when it is with every one of them. */
  async send(frame: string): Promise<void> {
    let untilMs = performance.now() + SLICE_MS;
    let count = 0;
    this.told.clear();
    for (const reader of this.welcomed) {
      reader.send(frame);
      count += 1;
      if (count % CHECK_EVERY === 0 && performance.now() > untilMs) {
        await nextTurn();
        untilMs = performance.now() + SLICE_MS;
      }
    }
  }

  /** Tells those who do not know yet that the owner is out; a message makes them forget it. */
  tellOutage(frame: string): void {
    for (const reader of this.welcomed) {
      if (this.told.has(reader)) continue;
      this.told.add(reader);
      reader.send(frame);
    }
  }

  /** Ends every subscription once what waits for it is written. `bye` must end the sink it is given. */
  finish(bye: (sink: LiveSink) => void): void {
    for (const reader of [...this.members]) reader.finish(bye);
  }

  /** Ends every subscription now. */
  cut(bye: (sink: LiveSink) => void): void {
    for (const reader of [...this.members]) reader.cut(bye);
  }
}
