// The data of the subgraphs with every feature, and what fails there on purpose.
import { GraphQLScalarType } from 'graphql';
import type { EveryFeatureName } from './every-feature-sdl.suite';

interface Review {
  readonly id: string;
  readonly mediaId: string;
  readonly stars: number;
  readonly text: string | null;
  readonly authorId: string;
}

/** What mutations change; each run of an operation has its own. */
export interface World {
  readonly titles: Map<string, string>;
  readonly reviews: Review[];
}

interface Context {
  readonly world: World;
}

/** What a field that fails on purpose says. Any other error is a fault of who executes. */
export const DESIGNED = 'fails by design';

const BOOKS = [
  {
    id: 'b1',
    isbn: 'i1',
    pages: 120,
    format: 'PAPER',
    tags: ['old'],
    size: size(20, 'CM'),
    code: 'x1',
    sequelId: 'b2',
  },
  { id: 'b2', isbn: 'i2', pages: null, format: 'AUDIO', tags: [], size: null, code: null, sequelId: 'b3' },
  {
    id: 'b3',
    isbn: 'i3',
    pages: 300,
    format: 'DIGITAL',
    tags: ['a', 'b'],
    size: size(9, 'INCH'),
    code: 'x3',
    sequelId: null,
  },
] as const;
const FILMS = [
  { id: 'f1', minutes: 90, released: '1999-12-31', format: '35mm', cast: [1, 2, null, 6], sequelId: 'b1' },
  { id: 'f2', minutes: 45, released: null, format: null, cast: [5, 3], sequelId: null },
] as const;
/** By number. 5 fails when it is referred to, 6 does not exist though others refer to it, the vow of 2 fails, and post fails with 4. */
const PEOPLE = [1, 2, 3, 4, 5].map((number) => ({
  id: `p${String(number)}`,
  number,
  name: `Person ${String(number)}`,
  nick: number === 3 ? null : `nick${String(number)}`,
  bossNumber: number === 1 ? null : number === 4 ? 6 : number - 1,
}));

export function createWorld(): World {
  return {
    titles: new Map([...BOOKS, ...FILMS].map(({ id }) => [id, `Title of ${id}`])),
    reviews: [
      { id: 'r1', mediaId: 'b1', stars: 5, text: 'good', authorId: 'p1' },
      { id: 'r2', mediaId: 'b1', stars: 2, text: null, authorId: 'p2' },
      { id: 'r3', mediaId: 'f1', stars: 4, text: 'a "quoted" \\ line\n', authorId: 'p5' },
      { id: 'r4', mediaId: 'b3', stars: 1, text: 'é 𝄞', authorId: 'p6' },
      { id: 'r5', mediaId: 'x9', stars: 3, text: '', authorId: 'p3' },
    ],
  };
}

type Args = Readonly<Record<string, unknown>>;
type Resolver = (source: never, args: never, context: Context) => unknown;
type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>> | GraphQLScalarType>>;

const date = new GraphQLScalarType({ name: 'Date' });
const json = new GraphQLScalarType({ name: 'Json' });

/** By name of the subgraph. */
export const EVERY_FEATURE_RESOLVERS: Readonly<Record<EveryFeatureName, Resolvers>> = {
  library: {
    Date: date,
    Json: json,
    Query: {
      media: (_: never, { first, format }: { first: number | null; format?: string }, { world }) =>
        allMedia(world)
          .filter((media) => format == null || media.format === format)
          .slice(0, first ?? undefined),
      node: (_: never, { id }: { id: string }, { world }) => mediaOf(world, id),
      things: (_: never, args: { kinds: string[] | null; reverse: boolean }, { world }) =>
        things(world, args),
      search: (_: never, { filter }: { filter: Filter }, { world }) =>
        allMedia(world).map((media) => (matches(media, filter) ? media : null)),
      book: (_: never, { isbn }: { isbn: string }, { world }) => bookOf(world, isbn),
      films: (_: never, __: never, { world }) => FILMS.map(({ id }) => mediaOf(world, id)),
      matrix: (_: never, { rows }: { rows: number | null }) => matrix(rows ?? 1),
      echo: (_: never, { value }: { value?: unknown }) => value ?? null,
      version: () => '1',
      brokenMedia: fail('brokenMedia'),
      brokenBooks: fail('brokenBooks'),
    },
    Mutation: {
      retitle: (_: never, { id, title }: { id: string; title: string }, { world }) => {
        if (world.titles.has(id)) world.titles.set(id, title);
        return mediaOf(world, id);
      },
      refuseRetitle: fail('refuseRetitle'),
    },
    Media: { __resolveType: typeName, __resolveReference: mediaByReference },
    Book: {
      __resolveReference: ({ id, isbn }: { id?: string; isbn?: string }, world: never) =>
        bookOf((world as Context).world, isbn ?? id ?? ''),
      sequel: sequel,
    },
    Film: { __resolveReference: mediaByReference, sequel: sequel },
    Node: { __resolveType: typeName },
    Thing: { __resolveType: typeName },
  },

  ratings: {
    Query: {
      reviews: (_: never, { ids }: { ids?: string[] | null }, { world }) =>
        (ids ?? ['r1', 'r2', 'r3', 'r4', 'r5']).map((id) => reviewOf(world, id)),
      bestMedia: (_: never, { first }: { first: number | null }) =>
        ['b1', 'f1', 'b3', 'f2'].slice(0, first ?? undefined).map((id) => ({ id })),
      version: () => '1',
    },
    Mutation: {
      reviewAdd: (
        _: never,
        { input }: { input: { media: string; stars: number; text?: string } },
        { world },
      ) => addReview(world, input),
    },
    Media: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      rating: ({ id }: { id: string }, _: never, { world }) => ratingOf(world, id),
      reviews: ({ id }: { id: string }, args: { first: number; order?: string }, { world }) =>
        reviewsOfMedia(world, id, args),
      verdict: ({ id }: { id: string }) => (id === 'b2' ? fail('verdict')() : `verdict on ${id}`),
    },
    Review: {
      __resolveReference: ({ id }: { id: string }, context: never) =>
        reviewOf((context as Context).world, id),
      media: ({ mediaId }: Review) => ({ id: mediaId }),
      author: ({ authorId }: Review) => ({ id: authorId, nick: `nick${authorId.slice(1)}` }),
      replies: ({ id }: Review, _: never, { world }) =>
        id === 'r1' ? [[reviewOf(world, 'r2')], [], [reviewOf(world, 'r3'), reviewOf(world, 'r4')]] : null,
    },
    Person: {
      reviews: ({ id }: { id: string }, _: never, { world }) =>
        world.reviews.filter(({ authorId }) => authorId === id),
      favourite: ({ id }: { id: string }) => ({ id: id === 'p2' ? 'f1' : 'b1' }),
    },
    ReviewResult: { __resolveType: typeName },
  },

  people: {
    Date: date,
    Query: {
      people: (_: never, { first }: { first: number | null }) => PEOPLE.slice(0, first ?? undefined),
      person: (_: never, { id }: { id: string }) => PEOPLE.find((person) => person.id === id),
      anyone: () => PEOPLE[0],
    },
    Person: {
      __resolveReference: personByReference,
      org: ({ number }: { number: number }) => ({ code: orgOf(number), name: 'Org', motto: ['one', null] }),
      mood: ({ number }: { number: number }, { at }: { at?: string }) =>
        number % 2 === 0 || at ? 'BAD' : 'GOOD',
      boss: ({ bossNumber }: { bossNumber: number | null }) =>
        bossNumber === null ? null : PEOPLE.find(({ number }) => number === bossNumber),
      friends: ({ number }: { number: number }, { first }: { first: number | null }) =>
        PEOPLE.filter((person) => person.number !== number).slice(0, first ?? undefined),
      contacts: ({ number }: { number: number }) => [email(number), null, phone(number)],
      reachable: ({ number }: { number: number }) => (number % 2 === 0 ? email(number) : phone(number)),
      secret: fail('secret'),
      vow: ({ number }: { number: number }) => (number === 2 ? fail('vow')() : 'vow'),
    },
    Contact: { __resolveType: typeName },
    Reachable: { __resolveType: typeName },
    Node: { __resolveType: typeName },
  },

  print: {
    Query: { bestPrint: () => ({ isbn: 'i3' }) },
    Book: {
      weight: ({
        pages,
        size: printed,
      }: {
        pages: number | null;
        size: { height: number; unit: string } | null;
      }) => (pages === null ? null : pages * (printed?.height ?? 1) + (printed?.unit === 'INCH' ? 1 : 0)),
    },
    Film: {
      credits: ({ cast }: { cast: readonly ({ name: string; org: { code: string } } | null)[] | null }) =>
        (cast ?? [])
          .map((person) => (person === null ? '-' : `${person.name} of ${person.org.code}`))
          .join(', '),
    },
    Person: {
      email: ({ id }: { id: string }) => `${id}@example.com`,
      badge: ({ name, boss }: { name: string; boss: { name: string } | null }) =>
        `${name}/${boss?.name ?? 'none'}`,
    },
  },

  post: {
    Book: {
      postage: (
        { weight, code }: { weight: number | null; code: string | null },
        { currency }: { currency?: string },
      ) => `${String(weight)} ${String(code)} ${String(currency)}`,
      parcel: ({ id, weight }: { id: string; weight: number | null }) =>
        weight === null ? null : { weight, size: size(weight, 'CM'), contents: [{ id }, { id: 'b1' }] },
    },
    Person: {
      // Thrown and not rejected it fails the fetch as a whole.
      __resolveReference: (person: { id: string }) =>
        person.id === 'p4' ? fail('a fetch with p4')() : person,
      salutation: ({ badge }: { badge: string | null }) => `Dear ${String(badge)}`,
    },
  },
};

interface Filter {
  readonly text: string | null;
  readonly formats?: readonly string[] | null;
  readonly pages?: { readonly from: number | null; readonly to?: number | null } | null;
  readonly not?: Filter | null;
}

interface Media {
  readonly __typename: string;
  readonly id: string;
  readonly title: string | undefined;
  readonly format: string | null;
  readonly pages?: number | null;
  readonly sequelId: string | null;
}

function mediaOf(world: World, id: string): Media | null {
  const book = BOOKS.find((each) => each.id === id);
  const title = world.titles.get(id);
  if (book !== undefined) return { __typename: 'Book', ...book, title };
  const film = FILMS.find((each) => each.id === id);
  if (film === undefined) return null;
  const cast = film.cast.map((number) => (number === null ? null : stubOf(number)));
  const extra = { size: null, cast, rows: [cast.filter((person) => person !== null), null, []] };
  return { __typename: 'Film', ...film, ...extra, title };
}

function bookOf(world: World, key: string): Media | null {
  const book = BOOKS.find(({ id, isbn }) => id === key || isbn === key);
  return book === undefined ? null : mediaOf(world, book.id);
}

function allMedia(world: World): Media[] {
  return [...world.titles.keys()].flatMap((id) => mediaOf(world, id) ?? []);
}

function mediaByReference({ id }: { id: string }, context: never): Media | null {
  return mediaOf((context as Context).world, id);
}

function sequel({ sequelId }: { sequelId: string | null }, _: never, { world }: Context): Media | null {
  return sequelId === null ? null : mediaOf(world, sequelId);
}

function things(world: World, { kinds, reverse }: { kinds: string[] | null; reverse: boolean }): unknown[] {
  const all = [mediaOf(world, 'b1'), stubOf(2), mediaOf(world, 'f1'), null, stubOf(6), mediaOf(world, 'b2')];
  const wanted = (kinds ?? []).map((kind) => kind.charAt(0) + kind.slice(1).toLowerCase());
  const kept = all.filter((thing) => thing === null || wanted.includes(thing.__typename));
  return reverse ? kept.reverse() : kept;
}

function matches(media: Media, { text, formats, pages, not }: Filter): boolean {
  const hasText = (media.title ?? '').includes(text ?? '');
  const hasFormat = formats == null || formats.includes(media.format ?? '');
  return hasText && hasFormat && isIn(pages, media.pages ?? 0) && (not == null || !matches(media, not));
}

function isIn(range: Filter['pages'], value: number): boolean {
  return range == null || (value >= (range.from ?? 0) && value <= (range.to ?? Infinity));
}

function matrix(rows: number): unknown[] {
  return Array.from({ length: Math.max(0, Math.min(rows, 3)) }, (_, row) => [
    { row, column: 0, value: { deep: [row, null] }, owner: stubOf(row + 1) },
    null,
    { row, column: 2, value: null, owner: null },
  ]);
}

/** A person as library refers to it: by the compound key. */
function stubOf(number: number): { __typename: string; org: { code: string }; number: number } {
  return { __typename: 'Person', org: { code: orgOf(number) }, number };
}

function personByReference(reference: { id?: string; number?: number; org?: { code: string } }): unknown {
  const found = PEOPLE.find(
    ({ id, number }) =>
      id === reference.id || (number === reference.number && orgOf(number) === reference.org?.code),
  );
  // Of one entity: the others of the fetch arrive.
  if (found?.number === 5) return Promise.reject(new Error(`Person 5 ${DESIGNED}`));
  return found ?? null;
}

function orgOf(number: number): string {
  return number % 2 === 0 ? 'even' : 'odd';
}

function reviewOf(world: World, id: string): (Review & { __typename: string }) | null {
  const review = world.reviews.find((each) => each.id === id);
  return review === undefined ? null : { __typename: 'Review', ...review };
}

function reviewsOfMedia(world: World, id: string, args: { first: number; order?: string | null }): Review[] {
  const all = world.reviews.filter(({ mediaId }) => mediaId === id);
  const sign = args.order === 'WORST' ? 1 : -1;
  if (args.order != null) all.sort((a, b) => sign * (a.stars - b.stars));
  return all.slice(0, args.first);
}

function ratingOf(world: World, id: string): number | null {
  const stars = world.reviews.filter(({ mediaId }) => mediaId === id).map((review) => review.stars);
  return stars.length === 0 ? null : stars.reduce((sum, each) => sum + each, 0) / stars.length;
}

function addReview(world: World, input: { media: string; stars: number; text?: string | null }): unknown {
  if (!world.titles.has(input.media)) return { __typename: 'Refusal', reason: `no media ${input.media}` };
  const id = `r${String(world.reviews.length + 1)}`;
  world.reviews.push({
    id,
    mediaId: input.media,
    stars: input.stars,
    text: input.text ?? null,
    authorId: 'p1',
  });
  return reviewOf(world, id);
}

function size(height: number, unit: string): Args {
  return { height, width: null, unit };
}

function email(number: number): Args {
  return { __typename: 'Email', label: 'mail', address: `p${String(number)}@example.com` };
}

function phone(number: number): Args {
  return { __typename: 'Phone', label: 'phone', digits: '123', owner: PEOPLE[number - 1] };
}

function typeName({ __typename }: { readonly __typename: string }): string {
  return __typename;
}

function fail(what: string): () => never {
  return () => {
    throw new Error(`${what} ${DESIGNED}`);
  };
}
