import type { GraphQLFormattedError } from 'graphql';
import type { ChangeEntry } from './change-log';
import { collectFields } from './collect-fields';
import type { CompiledTrigger } from './compile';
import { ENVELOPE_CHANGES, ENVELOPE_SNAPSHOT, ENVELOPE_VERSION } from './live-field';

/** How one selected leaf of the envelope gets its value. */
type Filling =
  | { readonly kind: 'version' }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'newest'; readonly field: string }
  | { readonly kind: 'changes'; readonly entry: ReadonlyMap<string, string> };

/** Which leaves of the envelope one operation asks for, with its variables applied. */
export interface EnvelopeLayout {
  readonly rootKey: string;
  readonly type: string;
  readonly entryType: string;
  /** Response name → how it is filled. Everything else in the envelope comes from the subgraphs. */
  readonly fillings: ReadonlyMap<string, Filling>;
  readonly wantsChanges: boolean;
  readonly wantsNewest: boolean;
  /** Whether a selected leaf could not be filled without the newest commit. */
  readonly requiresNewest: boolean;
}

/** What the engine knows when it writes a frame for some subscribers. */
export interface FrameFacts {
  readonly version: number;
  readonly isSnapshot: boolean;
  readonly changes: readonly ChangeEntry[];
  readonly newest: ChangeEntry | undefined;
}

/** Reads an operation's envelope selection. */
export function layoutEnvelope(
  compiled: CompiledTrigger,
  variables: Readonly<Record<string, unknown>>,
): EnvelopeLayout {
  const scope = { fragments: compiled.fragments, variables };
  const roots = [...collectFields([compiled.operation.selectionSet], scope).values()].flat();
  const selected = collectFields(
    roots.map((root) => root.selectionSet),
    scope,
  );
  const { envelope, log } = compiled.field;
  const fillings = new Map<string, Filling>();
  for (const [responseName, nodes] of selected) {
    const field = nodes[0]?.name.value ?? '';
    if (field === ENVELOPE_VERSION) fillings.set(responseName, { kind: 'version' });
    else if (field === ENVELOPE_SNAPSHOT) fillings.set(responseName, { kind: 'snapshot' });
    else if (envelope.newest.has(field)) fillings.set(responseName, { kind: 'newest', field });
    else if (field === ENVELOPE_CHANGES) {
      const entry = collectFields(
        nodes.map((node) => node.selectionSet),
        scope,
      );
      fillings.set(responseName, {
        kind: 'changes',
        entry: new Map([...entry].map(([name, [node]]) => [name, node?.name.value ?? ''])),
      });
    }
  }
  const kinds = new Set([...fillings.values()].map(({ kind }) => kind));
  return {
    rootKey: compiled.rootKey,
    type: envelope.type,
    entryType: log.entryType,
    fillings,
    wantsChanges: kinds.has('changes'),
    wantsNewest: kinds.has('newest'),
    requiresNewest: [...fillings.values()].some(
      (filling) => filling.kind === 'newest' && envelope.newest.get(filling.field) === true,
    ),
  };
}

/** Values for the envelope's own leaves that fit the schema; {@link FrameTemplate} writes the real ones. */
export function standInEnvelope(layout: EnvelopeLayout, facts: FrameFacts): Record<string, unknown> {
  const envelope: Record<string, unknown> = { __typename: layout.type };
  for (const [name, filling] of layout.fillings)
    envelope[name] = filling.kind === 'changes' ? [] : valueOf(filling, facts, layout);
  return envelope;
}

/**
 * One execution result, ready to be turned into frames. What comes from the subgraphs is made JSON once; the
 * envelope's own leaves, which differ between subscribers, are written in between.
 */
export class FrameTemplate {
  private readonly pieces: readonly (string | Filling)[];

  constructor(
    private readonly layout: EnvelopeLayout,
    data: Readonly<Record<string, unknown>> | null,
    errors: readonly GraphQLFormattedError[],
  ) {
    this.pieces = piecesOf(layout, data, errors);
  }

  /** Equal for two results that differ in nothing but the envelope's own leaves. */
  get fingerprint(): string {
    return this.pieces.map((piece) => (typeof piece === 'string' ? piece : '\u0000')).join('');
  }

  /** The frame as JSON. */
  render(facts: FrameFacts): string {
    let json = '';
    for (const piece of this.pieces)
      json += typeof piece === 'string' ? piece : JSON.stringify(valueOf(piece, facts, this.layout));
    return json;
  }
}

/** A frame whose whole field is null because of `errors`. */
export function nullFrame(rootKey: string, errors: readonly GraphQLFormattedError[]): string {
  return JSON.stringify({ data: { [rootKey]: null }, errors });
}

function piecesOf(
  layout: EnvelopeLayout,
  data: Readonly<Record<string, unknown>> | null,
  errors: readonly GraphQLFormattedError[],
): readonly (string | Filling)[] {
  const end = errors.length === 0 ? '}' : `,"errors":${JSON.stringify(errors)}}`;
  const envelope = data?.[layout.rootKey] as Readonly<Record<string, unknown>> | null | undefined;
  if (envelope == null) return [`{"data":${JSON.stringify(data)}${end}`];
  const pieces: (string | Filling)[] = [`{"data":{${JSON.stringify(layout.rootKey)}:{`];
  Object.entries(envelope).forEach(([name, value], index) => {
    pieces.push(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`);
    pieces.push(layout.fillings.get(name) ?? JSON.stringify(value));
  });
  pieces.push(`}}${end}`);
  return pieces;
}

function valueOf(filling: Filling, facts: FrameFacts, layout: EnvelopeLayout): unknown {
  if (filling.kind === 'version') return facts.version;
  if (filling.kind === 'snapshot') return facts.isSnapshot;
  if (filling.kind === 'newest') return facts.newest?.[filling.field] ?? null;
  return facts.changes.map((change) => presentChange(change, filling.entry, layout.entryType));
}

function presentChange(
  change: ChangeEntry,
  entry: ReadonlyMap<string, string>,
  typeName: string,
): Record<string, unknown> {
  const presented: Record<string, unknown> = {};
  for (const [responseName, field] of entry)
    presented[responseName] = field === '__typename' ? typeName : (change[field] ?? null);
  return presented;
}
