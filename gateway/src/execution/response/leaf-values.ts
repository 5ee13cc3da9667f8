const MAX_INT = 2_147_483_647;
const MIN_INT = -2_147_483_648;

/**
 * Whether a value that a subgraph answered can be one of the scalar. Custom scalars are the subgraph's own business; but JSON cannot
 * say the infinity that 1e400 is read as.
 */
export function isValidScalar(scalar: string, value: unknown): boolean {
  switch (scalar) {
    case 'Int':
      return Number.isInteger(value) && (value as number) <= MAX_INT && (value as number) >= MIN_INT;
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return typeof value !== 'number' || Number.isFinite(value);
  }
}
