import { Findings } from './findings';

const idsOf = (findings: Findings): string[] => findings.violations.map(({ ids }) => ids.join(' '));

test('what both looks have found counts, as the second one found it', () => {
  const [first, second] = [new Findings('r'), new Findings('r')];
  first.add(['a'], 'was 1');
  first.add(['b'], 'was 1');
  second.look(7);
  second.add(['b'], 'is 2');
  second.add(['c'], 'is 2');
  const both = second.alsoIn(first);
  expect(both.violations).toEqual([{ rule: 'r', ids: ['b'], text: 'is 2' }]);
  expect(both.checked).toBe(7);
});

test('the same ids are one violation, and beyond ten thousand only the number is kept', () => {
  const findings = new Findings('r');
  for (let n = 0; n < 10_050; n += 1) findings.add([String(n)], '');
  findings.add(['1'], 'again');
  expect(findings.total).toBe(10_050);
  expect(idsOf(findings)).toHaveLength(10_000);
  expect(findings.alsoIn(findings).total).toBe(10_050);
});
