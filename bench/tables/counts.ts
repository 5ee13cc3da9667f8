import { countOperations } from '../operations';
import type { AgoraReady } from '../processes/agora';

/** What one operation costs, in numbers that are facts about the code. */
export async function countRows({ url }: AgoraReady): Promise<string[][]> {
  const rows = [['One operation, warm', 'SQL statements', 'round trips', 'subgraph fetches']];
  for (const { name, counts } of await countOperations(url)) {
    const { statements, roundTrips, fetches } = counts;
    rows.push([`  ${name}`, told(statements), String(roundTrips), told(fetches)]);
  }
  return rows;
}

/** `6 (cart 5, pricing 1)` */
function told(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${String(count)}`);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return parts.length === 0 ? '0' : `${String(total)} (${parts.join(', ')})`;
}
