import { percentile } from '../../../bench/median';
import { tableLines } from '../../../bench/table';
import type { CartProof } from './cart-proof';
import type { ExpiredHolds } from './expired-holds';
import type { PlayedSale } from './sale';
import type { Watched } from './shelves';
import type { StockProof } from './stock-proof';

export interface SaleReport {
  readonly played: PlayedSale;
  /** Units on the shelves before the sale that could be sold. */
  readonly units: number;
  readonly expired: ExpiredHolds;
  readonly watched: Watched;
  readonly carts: CartProof;
  readonly stock: StockProof;
}

/** The sale in numbers, one row each. */
export function reportLines(report: SaleReport): string[] {
  const { expired, watched, stock, units } = report;
  const rows: [string, number | string][] = [
    ...addRows(report.played),
    ['units granted by acknowledged adds', grantedUnits(report.played)],
    ['  of units on the shelves', units],
    ['  most of them with carts and orders at one moment', watched.mostGone],
    ['holds expired during the run', expired.holds],
    ['  units they gave back', expired.units],
    ['orders', stock.orders],
    ['  units in them', stock.unitsOrdered],
    ...byCode(report.played.refusedCheckouts).map(
      ([code, count]) => [`checkouts refused, ${code}`, count] as [string, number],
    ),
    ['looks at the shelves during the run', watched.looks],
    ['oversold', Math.max(watched.oversold, stock.oversold)],
    ['lost', report.carts.lost],
  ];
  return tableLines(
    rows.map(([name, value]) => [name, typeof value === 'number' ? value.toLocaleString('en-US') : value]),
  );
}

function addRows({ pace, adds }: PlayedSale): [string, number | string][] {
  const first = (kind: string): string[] =>
    adds.flatMap((add) => (add.first.kind === kind ? ['code' in add.first ? add.first.code : ''] : []));
  const acknowledged = first('acknowledged').length;
  const faults = adds.filter((add) => add.first.kind === 'faulty');
  const came = faults.filter(({ last }) => last.kind === 'acknowledged').length;
  const perMinute = (count: number): string =>
    Math.round((count * 60) / pace.sendingSeconds).toLocaleString('en-US');
  const waited = adds.map(({ waitedMs }) => waitedMs);
  const at = (percent: number): string =>
    waited.length === 0 ? '–' : percentile(waited, percent).toFixed(0);
  return [
    ['adds due', pace.due],
    ['  not sent, too many under way', pace.notSent],
    ['  sent', pace.sent],
    ['    late', pace.late],
    ['acknowledged', acknowledged],
    ...byCode(first('refused')).map(([code, count]) => [`refused, ${code}`, count] as [string, number]),
    ...byCode(first('faulty')).map(([code, count]) => [`error, ${code}`, count] as [string, number]),
    ['errors', faults.length],
    ['  of them acknowledged when repeated', came],
    ['  never answered, also not when repeated', adds.filter(({ last }) => last.kind === 'faulty').length],
    ['sent per minute', perMinute(pace.sent)],
    ['answered per minute, errors left out', perMinute(adds.length - faults.length)],
    ['p50 ms', at(50)],
    ['p95 ms', at(95)],
  ];
}

function grantedUnits({ adds }: PlayedSale): number {
  return adds.filter(({ last }) => last.kind === 'acknowledged').length;
}

function byCode(codes: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([left], [right]) => left.localeCompare(right));
}
