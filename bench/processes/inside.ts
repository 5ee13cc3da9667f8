import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a process holds. */
export interface Inside {
  /** On the heap and outside it, after a garbage collection when the process was started with `--expose-gc`. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Ends of TCP connections in this process, and sockets that listen. */
  readonly sockets: number;
  /** Everything that keeps a process alive, sockets among it. */
  readonly handles: number;
  /** How late the event loop was in the slowest hundredth since this was asked before, milliseconds. */
  readonly lagMs: number;
}

const RESOLUTION_MS = 10;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

/** Looks into this process. The collection itself is not in the lag. */
export function lookInside(): Inside {
  const lagMs = delays.percentile(99) / 1e6 - RESOLUTION_MS;
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo();
  delays.reset();
  delays.enable();
  return {
    heapBytes: heapUsed + external,
    rssBytes: rss,
    sockets: handles.filter((name) => name.startsWith('TCP')).length,
    handles: handles.length,
    lagMs: Math.max(0, lagMs),
  };
}
