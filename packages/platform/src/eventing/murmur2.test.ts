import { randomBytes } from 'node:crypto';
import { Partitioners } from 'kafkajs';
import { newId } from '../ids/uuid-v7';
import { murmur2, partitionOf } from './murmur2';

describe('the partition of a key', () => {
  test('has the values of the Java client', () => {
    const known: [string, number][] = [
      ['21', -973932308],
      ['foobar', -790332482],
      ['a-little-bit-long-string', -985981536],
      ['a-little-bit-longer-string', -1486304829],
      ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
      ['abc', 479470107],
    ];
    for (const [text, hash] of known) expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  test('is the one that kafkajs chooses, for ids, texts of any length and other scripts', () => {
    const choose = Partitioners.DefaultPartitioner();
    const keys = [
      'ключ',
      '鍵',
      ...Array.from({ length: 300 }, () => newId()),
      ...Array.from({ length: 300 }, (_, length) =>
        randomBytes(length + 1)
          .toString('base64')
          .slice(0, length + 1),
      ),
    ];
    for (const partitions of [1, 3, 7, 12]) {
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
        partitionId,
        partitionErrorCode: 0,
        leader: 0,
        replicas: [],
        isr: [],
      }));
      for (const key of keys) {
        expect(partitionOf(key, partitions)).toBe(
          choose({ topic: 't', partitionMetadata, message: { key, value: null } }),
        );
      }
    }
  });
});
