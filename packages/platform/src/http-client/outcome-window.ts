interface Slot {
  startMs: number;
  calls: number;
  failures: number;
}

const SLOTS = 10;

/** Counts of calls and failures over the last `windowMs`, in ten slots: constant memory at any rate. */
export class OutcomeWindow {
  private slots: Slot[] = [];
  private readonly slotMs: number;

  constructor(private readonly windowMs: number) {
    this.slotMs = Math.max(1, windowMs / SLOTS);
  }

  add(nowMs: number, isFailed: boolean): void {
    const last = this.slots.at(-1);
    let slot = last;
    if (last === undefined || nowMs - last.startMs >= this.slotMs) {
      slot = { startMs: nowMs, calls: 0, failures: 0 };
      this.slots.push(slot);
      this.slots = this.slots.filter((each) => nowMs - each.startMs < this.windowMs);
    }
    if (slot === undefined) return;
    slot.calls += 1;
    if (isFailed) slot.failures += 1;
  }

  totals(nowMs: number): { readonly calls: number; readonly failures: number } {
    let calls = 0;
    let failures = 0;
    for (const slot of this.slots) {
      if (nowMs - slot.startMs >= this.windowMs) continue;
      calls += slot.calls;
      failures += slot.failures;
    }
    return { calls, failures };
  }

  clear(): void {
    this.slots = [];
  }
}
