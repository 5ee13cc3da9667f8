import type { CustomerContext } from '../context';

/** Customers by id, in one statement. Null for what is missing, and for anybody but the viewer unless staff asks. */
export async function customerReferences(
  representations: readonly Readonly<Record<string, unknown>>[],
  { loaders }: CustomerContext,
): Promise<(object | null)[]> {
  return Promise.all(
    representations.map(async ({ id }) => (typeof id === 'string' ? loaders.customerById.load(id) : null)),
  );
}
