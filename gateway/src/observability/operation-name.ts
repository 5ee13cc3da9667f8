/**
 * Turns a client's operation names into a bounded set of metric labels: the first `max` distinct names keep
 * theirs, later ones become `other`, so that a client cannot grow the registry without end.
 */
export function createOperationLabels(max = 200): (name: string | null | undefined) => string {
  const known = new Set<string>();
  return (name) => {
    if (name == null || name === '') return 'anonymous';
    if (known.has(name)) return name;
    if (known.size >= max || name.length > 80) return 'other';
    known.add(name);
    return name;
  };
}
