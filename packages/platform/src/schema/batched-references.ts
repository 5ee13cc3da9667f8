import DataLoader from 'dataloader';

type Representation = Readonly<Record<string, unknown>>;

/**
 * Answers representations of one entity type, all of one operation's tick together.
 * One answer per representation, in order; null for what is missing **or not for this viewer** (the two must look the same).
 */
export type ReferenceBatch = (
  representations: readonly Representation[],
  context: never,
) => Promise<readonly (object | null)[]>;

type Loader = DataLoader<Representation, object | null>;

/** A `__resolveReference` that collects the representations of one operation and asks `batch` once. */
export function batchedReference(
  batch: ReferenceBatch,
): (representation: Representation, context: object) => Promise<object | null> {
  const loaders = new WeakMap<object, Loader>();
  return (representation, context) => {
    let loader = loaders.get(context);
    if (loader === undefined) {
      loader = new DataLoader((representations) => batch(representations, context as never), {
        cache: false,
        maxBatchSize: 500,
      });
      loaders.set(context, loader);
    }
    return loader.load(representation);
  };
}
