import { measureQuoteCpu } from '../measure/quote-cpu';
import { ratio } from '../table';

/** A quote beside many rules and beside none. */
export function quoteRows(): string[][] {
  const costs = measureQuoteCpu();
  const [bare] = costs;
  return [
    ['Quote of 20 lines', 'CPU ms', 'ratio'],
    ...costs.map(({ name, cpuMs }) => [`  ${name}`, cpuMs.toFixed(3), ratio(cpuMs, bare?.cpuMs ?? 0)]),
  ];
}
