import { GroupVersions } from './key-versions';
import type { KeyVersions, VersionRule } from './key-versions';

function after(rule: VersionRule, ...seen: readonly (readonly [string, number])[]): KeyVersions | undefined {
  const versions = new GroupVersions(rule);
  for (const [topic, version] of seen) versions.saw(topic, 'k', version);
  return [...versions.all()][0];
}

describe('versions of which every one is told', () => {
  test('may come in any order over the topics of a group', () => {
    expect(after('contiguous', ['a', 3], ['b', 1], ['a', 4], ['b', 2])).toMatchObject({
      newest: 4,
      missing: [],
      late: [],
    });
  });

  test('may begin anywhere, since old messages are not kept', () => {
    expect(after('contiguous', ['a', 7], ['a', 8])).toMatchObject({ newest: 8, missing: [] });
  });

  test('miss what was never seen', () => {
    expect(after('contiguous', ['a', 1], ['b', 5])?.missing).toEqual([2, 3, 4]);
  });

  test('are late when they come for the first time after a newer one of their topic, not when they come again', () => {
    expect(after('contiguous', ['a', 1], ['a', 2], ['a', 1], ['a', 2])?.late).toEqual([]);
    expect(after('contiguous', ['a', 1], ['a', 3], ['a', 2])?.late).toEqual(['a 2 after 3']);
  });
});

describe('versions of which some are told', () => {
  test('may have gaps and must ascend', () => {
    expect(after('ascending', ['a', 1], ['a', 9], ['a', 9], ['a', 1], ['a', 12])?.late).toEqual([]);
    expect(after('ascending', ['a', 9], ['a', 4])?.late).toEqual(['a 4 after 9']);
  });
});
