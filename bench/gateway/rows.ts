import { ratio } from '../table';
import type { Figures, Situation } from './measure';

export const HEADING = [
  'Gateways over stub subgraphs',
  'req/s',
  'ratio',
  'CPU ms/request',
  'ratio',
  'calls',
  'KB',
  'RSS MB',
  'p50 ms',
  'p99 ms',
] as const;

/** One situation: its name, then each contestant, with ratios to the first. */
export function situationRows(
  { requests, clients, delayMs }: Situation,
  figures: ReadonlyMap<string, Figures>,
): string[][] {
  const [baseline] = figures.values();
  if (baseline === undefined) return [];
  return [
    [`c=${String(clients)}, ${requests.name}, subgraphs after ${String(delayMs)} ms`],
    ...[...figures].map(([name, own]) => [`  ${name}`, ...cells(own, baseline)]),
  ];
}

function cells(own: Figures, baseline: Figures): string[] {
  return [
    own.perSecond.toFixed(own.perSecond < 100 ? 1 : 0),
    ratio(own.perSecond, baseline.perSecond),
    own.cpuMs.toFixed(2),
    ratio(own.cpuMs, baseline.cpuMs),
    own.calls.toFixed(1),
    own.requestKb.toFixed(2),
    own.rssMb.toFixed(0),
    own.p50Ms.toFixed(1),
    own.p99Ms.toFixed(1),
  ];
}
