import type { AuditReport, RuleOutcome } from './audit';

/** A report for a person: a table of all rules, then every violation it has with its ids, then one line that sums up. */
export function reportLines(report: AuditReport): string[] {
  const rows = [['rule', 'checked', 'violations'], ...report.outcomes.map(cellsOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return [
    ...rows.map(([rule = '', checked = '', violations = '']) =>
      [rule.padEnd(widths[0] ?? 0), checked.padStart(widths[1] ?? 0), violations].join('  ').trimEnd(),
    ),
    ...report.outcomes.flatMap(detailsOf),
    '',
    summaryOf(report),
  ];
}

function cellsOf({ rule, checked, total, unchecked, isFailed }: RuleOutcome): string[] {
  if (unchecked === undefined) return [rule, String(checked), String(total)];
  return [rule, '–', `${isFailed ? 'FAILED' : 'not checked'}: ${unchecked}`];
}

function detailsOf({ rule, holds, total, violations }: RuleOutcome): string[] {
  if (total === 0) return [];
  const left = total - violations.length;
  return [
    '',
    `VIOLATED ${rule}: ${holds}`,
    ...violations.map(({ ids, text }) => `  ${ids.join(' ')}  ${text}`),
    ...(left > 0 ? [`  and ${String(left)} more`] : []),
  ];
}

function summaryOf({ outcomes, violations, isClean }: AuditReport): string {
  const checked = outcomes.filter(({ unchecked }) => unchecked === undefined).length;
  const failed = outcomes.filter(({ isFailed }) => isFailed).length;
  const rules = `${String(checked)} of ${String(outcomes.length)} rules checked`;
  if (isClean) return `${rules}: nothing is broken.`;
  return `${rules}, ${String(failed)} could not be: ${String(violations)} violations.`;
}
