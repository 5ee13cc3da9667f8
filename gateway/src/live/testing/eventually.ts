/** Waits until `ask` answers; for what happens by itself and soon. @throws Error naming `what` after fifteen seconds. */
export async function eventually<T>(ask: () => T | undefined | false, what: string): Promise<T> {
  const endMs = Date.now() + 15_000;
  for (;;) {
    const value = ask();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > endMs) throw new Error(`waited too long for ${what}`);
    await pause(2);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
