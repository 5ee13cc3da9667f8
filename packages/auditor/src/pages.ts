import type { AuditedDatabases, AuditedDomain } from './audited-databases';

export interface PagedQuery {
  readonly domain: AuditedDomain;
  /** Rows in the order of their `id`, a uuid: those after $1, at most $2. */
  readonly text: string;
  /** $3 and further. */
  readonly values?: readonly unknown[];
}

const PAGE = 2_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** All rows of a query, page by page: a table of any size is read in bounded memory. Every page sees its own moment. */
export async function* pagesOf<Row extends { readonly id: string }>(
  databases: AuditedDatabases,
  query: PagedQuery,
): AsyncGenerator<readonly Row[]> {
  let after = BEFORE_ALL;
  for (;;) {
    const rows = await databases.rows<Row>(query.domain, query.text, [after, PAGE, ...(query.values ?? [])]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < PAGE) return;
    after = last.id;
  }
}
