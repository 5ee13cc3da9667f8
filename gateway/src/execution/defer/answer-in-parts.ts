import { GraphQLError } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { ResponsePath } from '../run/collect-entities';
import { completedBy } from './completed-by';
import { errorsToTell, fitting } from '../response/complete-response';
import { CompletedData } from '../response/completed-data';
import { deferredPlaces, isAnsweredWith, typeOf } from './deferred-places';
import type { DeferredPlace, SentObject } from './deferred-places';
import type { PreparedDeferral } from './planned-deferrals';
import type { RunningParts } from './run-parts';

/** What arrives later of one object of the answer. */
export interface LaterPart {
  /** Of the object. */
  readonly path: ResponsePath;
  /** Of the @defer; undefined when it has none. */
  readonly label: string | undefined;
  /** Fields of the object; null when one of them had to be something and was not. */
  readonly data: CompletedData | null;
  /** With their places in the whole answer. Never empty. */
  readonly errors?: readonly GraphQLError[];
}

/** What arrives together. */
export interface LaterParts {
  readonly incremental: readonly LaterPart[];
  /** Whether more will. */
  readonly hasNext: boolean;
}

/** The answer as far as it is there at first. */
export interface FirstPart {
  readonly data: CompletedData;
  /** Never empty. */
  readonly errors?: readonly GraphQLError[];
  /**
   * The rest, each part as soon as it is gathered and after the part around it; the last says so. To be read once, and by whoever
   * wants it only: it is gathered all the same. Undefined when there is none.
   */
  readonly later?: AsyncGenerator<LaterParts, void, undefined>;
}

export interface AnswerOptions {
  readonly schema: GraphQLSchema;
  readonly prepared: PreparedDeferral;
  readonly running: RunningParts;
}

/** Writes the first part of an answer, when it is gathered, and from then on the others. */
export async function answerInParts(options: AnswerOptions): Promise<FirstPart> {
  const { running, prepared } = options;
  const delivery = new Delivery(options);
  await running.parts[0]?.ended;
  const root = { path: [], data: running.data, shape: prepared.shape, declared: prepared.type };
  const { data, errors } =
    delivery.write(0, [{ object: root, errors: running.parts[0]?.errors ?? [] }])[0] ?? {};
  return {
    data: data ?? new CompletedData('null'),
    ...(errors === undefined ? {} : { errors }),
    ...(delivery.isComplete ? {} : { later: delivery.rest() }),
  };
}

type Unsent = Omit<SentObject, 'sent'>;

/** An object to be written, and what went wrong with it. */
interface Piece {
  readonly object: Unsent;
  readonly errors: readonly GraphQLError[];
}

type Written = Pick<LaterPart, 'data' | 'errors' | 'path'>;

class Delivery {
  private readonly ready: LaterPart[] = [];
  /** Parts that have places in what is written, and are not written themselves. */
  private expected = 0;
  private hasNews = false;
  private failure: Error | undefined;
  private wake = (): void => undefined;
  /** What earlier parts met that belongs to later ones. */
  private readonly carried = new Map<DeferredPlace, GraphQLError[]>();

  constructor(private readonly options: AnswerOptions) {}

  get isComplete(): boolean {
    return this.expected === 0;
  }

  async *rest(): AsyncGenerator<LaterParts, void, undefined> {
    for (let hasNext = true; hasNext;) {
      if (!this.hasNews)
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      if (this.failure !== undefined) throw this.failure;
      this.hasNews = false;
      const incremental = this.ready.splice(0);
      hasNext = !this.isComplete;
      if (incremental.length > 0 || !hasNext) yield { incremental, hasNext };
    }
  }

  /** Writes all pieces of a part; those of the parts in it are waited for from now on. */
  write(part: number, pieces: readonly Piece[]): Written[] {
    const places: DeferredPlace[] = [];
    const written = pieces.map((piece) => this.writePiece(piece, places));
    this.options.running.parts[part]?.written();
    for (const [later, same] of grouped(places, ({ part: number }) => number)) this.expect(later, same);
    return written;
  }

  private writePiece({ object, errors }: Piece, found: DeferredPlace[]): Written {
    const { schema } = this.options;
    const { path } = object;
    const type = typeOf(schema, object);
    const { json, problems, misfits } =
      type === undefined
        ? fitting('null')
        : completedBy(
            schema,
            { type, shape: object.shape },
            { data: object.data, writing: this.options.running },
          );
    const sent = JSON.parse(json) as SentObject['sent'] | null;
    const places = sent === null ? [] : deferredPlaces(schema, { ...object, sent });
    found.push(...places);
    const own = this.keepOwn({ object, errors }, places);
    const moved = (errors: readonly GraphQLError[]): GraphQLError[] =>
      errors.map((error) => movedBy(path, error));
    const told = errorsToTell(own, { json, problems: moved(problems), misfits: moved(misfits) });
    return {
      path,
      data: sent === null ? null : new CompletedData(json),
      ...(told.length === 0 ? {} : { errors: told }),
    };
  }

  /** The errors of a piece, without those of what comes later in it: they are told there. */
  private keepOwn({ object, errors }: Piece, places: readonly DeferredPlace[]): GraphQLError[] {
    if (errors.length === 0) return [];
    const { schema } = this.options;
    const byPath = grouped(places, ({ path }) => JSON.stringify(path));
    return errors.filter((error) => {
      const { path } = error;
      if (path === undefined || !isWithin(path, object.path)) return true;
      if (isAnsweredWith(schema, object, path.slice(object.path.length))) return true;
      const place = prefixesOf(path)
        .flatMap((prefix) => byPath.get(JSON.stringify(prefix)) ?? [])
        .find((candidate) => this.brings(candidate, path));
      if (place === undefined) return true;
      const known = this.carried.get(place);
      if (known === undefined) this.carried.set(place, [error]);
      else known.push(error);
      return false;
    });
  }

  private brings(place: DeferredPlace, path: ResponsePath): boolean {
    const shape = this.shapeAt(place);
    const rest = path.slice(place.path.length);
    return shape !== undefined && isAnsweredWith(this.options.schema, { ...place, shape }, rest);
  }

  /** What a part brings to a place; undefined when the object turns out to be of another type. */
  private shapeAt(place: DeferredPlace) {
    const type = typeOf(this.options.schema, place);
    return type === undefined
      ? undefined
      : place.around.laterOf(type).find(({ part }) => part === place.part)?.shape;
  }

  private expect(part: number, places: readonly DeferredPlace[]): void {
    this.expected += 1;
    const running = this.options.running.parts[part];
    Promise.resolve(running?.ended)
      .then(() => {
        this.bring(part, places, running?.errors ?? []);
      })
      .catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        this.expected -= 1;
        this.hasNews = true;
        this.wake();
      });
  }

  private bring(part: number, places: readonly DeferredPlace[], errors: readonly GraphQLError[]): void {
    const label = this.options.prepared.labels[part];
    const errorsAt = this.errorsByPlace(places, errors);
    const pieces = places.flatMap((place): Piece[] => {
      const shape = this.shapeAt(place);
      const own = errorsAt.get(place) ?? [];
      if (shape !== undefined) return [{ object: { ...place, shape }, errors: own }];
      // It may be of another type only because nobody could say which.
      if (own.length > 0) this.ready.push({ path: place.path, label, data: null, errors: own });
      return [];
    });
    for (const written of this.write(part, pieces)) this.ready.push({ ...written, label });
  }

  /** Each error at the innermost place it is in, or at the first when it is in none. */
  private errorsByPlace(
    places: readonly DeferredPlace[],
    errors: readonly GraphQLError[],
  ): ReadonlyMap<DeferredPlace, readonly GraphQLError[]> {
    const by = new Map<DeferredPlace, GraphQLError[]>();
    const byPath = new Map(places.map((place) => [JSON.stringify(place.path), place]));
    for (const place of places) by.set(place, [...(this.carried.get(place) ?? [])]);
    for (const error of errors) {
      const within = prefixesOf(error.path ?? []).flatMap(
        (prefix) => byPath.get(JSON.stringify(prefix)) ?? [],
      );
      const place = within[0] ?? places[0];
      if (place !== undefined) by.get(place)?.push(error);
    }
    return by;
  }
}

function isWithin(path: ResponsePath, around: ResponsePath): boolean {
  return around.every((step, index) => step === path[index]);
}

/** From the longest to the empty one. */
function prefixesOf(path: ResponsePath): ResponsePath[] {
  return Array.from({ length: path.length + 1 }, (_, cut) => path.slice(0, path.length - cut));
}

function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [one]);
    else same.push(one);
  }
  return groups;
}

function movedBy(path: ResponsePath, error: GraphQLError): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message, { path: [...path, ...(error.path ?? [])], extensions });
}
