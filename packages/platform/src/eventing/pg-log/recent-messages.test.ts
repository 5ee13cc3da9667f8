import type { OutgoingMessage } from '../event-transport';
import type { LogPartition, MessageRow } from './message-row';
import { RecentMessages } from './recent-messages';

const FIRST: LogPartition = { id: 1, topic: 'topic', number: 0 };
const SECOND: LogPartition = { id: 2, topic: 'topic', number: 1 };
const message = (key: string, bytes = 10): OutgoingMessage => ({
  topic: 'topic',
  key,
  value: new Uint8Array(bytes),
  headers: {},
});
const tail = ({ id }: LogPartition, next: number) => ({ partition_id: id, next_offset: BigInt(next) });
const told = (rows: readonly MessageRow[]): unknown[] => rows.map(({ offset, key }) => [Number(offset), key]);

test('what was appended is at the end of its partitions, in the order of the append', () => {
  const recent = new RecentMessages();
  const messages = ['a', 'b', 'c', 'd'].map((key) => message(key));
  recent.keep(messages, [FIRST, SECOND, FIRST, SECOND], [tail(FIRST, 7), tail(SECOND, 2)]);
  expect(told(recent.from(FIRST.id, 5n, 10))).toEqual([
    [5, 'a'],
    [6, 'c'],
  ]);
  expect(told(recent.from(SECOND.id, 0n, 10))).toEqual([
    [0, 'b'],
    [1, 'd'],
  ]);
  expect(told(recent.from(SECOND.id, 0n, 1))).toEqual([[0, 'b']]);
  expect(recent.from(FIRST.id, 4n, 10)).toEqual([]);
});

test('what others appended in between is a gap', () => {
  const recent = new RecentMessages();
  recent.keep([message('a')], [FIRST], [tail(FIRST, 1)]);
  recent.keep([message('b')], [FIRST], [tail(FIRST, 3)]);
  expect(told(recent.from(FIRST.id, 0n, 10))).toEqual([[0, 'a']]);
  expect(recent.from(FIRST.id, 1n, 10)).toEqual([]);
});

test('keeps the newest within two megabytes, and nothing that is larger', () => {
  const recent = new RecentMessages();
  const MB = 1_000_000;
  for (let next = 1; next <= 3; next += 1)
    recent.keep([message(String(next), MB)], [FIRST], [tail(FIRST, next)]);
  expect(recent.from(FIRST.id, 0n, 10)).toEqual([]);
  expect(recent.from(FIRST.id, 1n, 10)).toHaveLength(2);
  recent.keep([message('huge', 3 * MB)], [FIRST], [tail(FIRST, 4)]);
  expect(recent.from(FIRST.id, 1n, 10)).toHaveLength(2);
});
