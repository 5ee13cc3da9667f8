import type { Difference } from './compare.suite';

/** A difference from the stock gateway that has been looked into: ours is right. */
export interface KnownDifference {
  /** Its heading in `docs/federation-differences.md`. */
  readonly name: string;
  /** Whether this is all that is different. */
  readonly explains: (difference: Difference) => boolean;
  /** At most this share of random operations may be explained by it: more of them hide something else. */
  readonly mostOf: number;
}

const hasLessOnly = /^data\.[^:]+: absent or /;

/**
 * What random operations find. Other differences are kept from them: the operations avoid them, or the stock gateway is helped
 * (`stock-answer.suite.ts`); all are in `docs/federation-differences.md`.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'A fragment within a fragment, on an object without a type name',
    explains: ({ found }) => found.every((one) => hasLessOnly.test(one)),
    mostOf: 0.02,
  },
  {
    name: 'A list that is none',
    explains: ({ stock }) =>
      stock.errors.some(({ message }) =>
        /Invalid non-list value|value\.flatMap is not a function/.test(message),
      ),
    mostOf: 0.03,
  },
  {
    name: 'An object that is none',
    explains: ({ stock, own, fault }) =>
      fault?.kind === 'misfits' &&
      (stock.errors.some(({ message }) => message.includes('Invalid non-object value')) ||
        own.errors.some(({ message }) => message.includes('something else than an object'))),
    mostOf: 0.03,
  },
  {
    name: 'An object of which everything is skipped',
    explains: ({ found, query, stock, own }) =>
      /@(?:skip|include)/.test(query) &&
      (asksMore({ found, stock, own }) ||
        (JSON.stringify(own.data).includes('{}') &&
          found.every((one) =>
            /^data[^:]*: null or [[{]|^errors: Cannot return null .* or none$/.test(one),
          ))),
    mostOf: 0.01,
  },
  {
    name: 'A variable that another operation declares otherwise',
    explains: ({ stock }) =>
      stock.errors.some(({ message }) =>
        /Cannot find variable|Variable "\$\w+" of type "[^"]+" used in position expecting type/.test(message),
      ),
    mostOf: 0.005,
  },
  {
    name: 'A condition that keeps an operation from being planned',
    explains: ({ stock }) =>
      stock.errors.some(({ message }) => message.includes('We should have an edge from')),
    mostOf: 0.01,
  },
  {
    name: 'An error of what is never wanted',
    explains: ({ found, query, own }) =>
      /@skip\(if: true\)|@include\(if: false\)/.test(query) &&
      (found.some((one) => one.startsWith('errors: '))
        ? found.every((one) => /^errors: .* or none$|^data[^:]*: null or /.test(one))
        : own.errors.length > 0 &&
          found.every((one) => /^data[^:]*: (?:[[{].* or null$|null or )/.test(one))),
    mostOf: 0.005,
  },
  {
    name: 'A field that is skipped and requires another',
    explains: ({ found, query, fault }) =>
      /@(?:skip|include)/.test(query) &&
      found.every(
        (one) => /^data\.[^:]+: null or /.test(one) || (fault !== undefined && /^errors: none or /.test(one)),
      ),
    mostOf: 0.01,
  },
];

/** Whether all that is different are errors of what the stock gateway did not ask for. */
function asksMore({ found, stock, own }: Pick<Difference, 'found' | 'stock' | 'own'>): boolean {
  const isUnasked = ({ path = [] }: (typeof own.errors)[number]): boolean => {
    const [field] = path;
    return typeof field === 'string' && stock.fetches?.some(({ query }) => query.includes(field)) === false;
  };
  return found.every((one) => one.startsWith('errors: none or ')) && own.errors.every(isUnasked);
}

export function knownDifference(difference: Difference): KnownDifference | undefined {
  // Where the right answer is known, ours must be that one.
  if (difference.found.some((one) => one.startsWith('right '))) return undefined;
  return KNOWN_DIFFERENCES.find(({ explains }) => explains(difference));
}
