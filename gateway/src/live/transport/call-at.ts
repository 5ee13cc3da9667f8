/** The longest wait a timer of Node can hold. */
const MAX_TIMER_MS = 2_147_483_647;

/** Calls `callback` at a time that may be months away. @returns a function that calls it off. */
export function callAt(timeMs: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const leftMs = Math.max(0, timeMs - Date.now());
    timer = setTimeout(leftMs > MAX_TIMER_MS ? arm : callback, Math.min(leftMs, MAX_TIMER_MS));
    timer.unref();
  };
  arm();
  return () => {
    clearTimeout(timer);
  };
}
