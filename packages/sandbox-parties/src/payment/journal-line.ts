import { z } from 'zod';
import { intentFromJson, intentToJson } from './intent-json';
import type { PaymentIntent } from './payment-intent';
import type { PaymentNews } from './payment-news';

/** Where news goes: the event log, or the webhook of the shop. */
export type Outlet = 'log' | 'webhook';

/** News and who has not been told yet. */
export interface UntoldNews {
  readonly news: PaymentNews;
  readonly outlets: readonly Outlet[];
}

/** What one line of the journal says. A change and its news are one line: a crash keeps both or neither. */
export interface JournalLine {
  readonly intent?: PaymentIntent;
  readonly untold?: UntoldNews;
  /** An outlet took news. Written after the fact; without it the outlet is told again. */
  readonly told?: { readonly outlet: Outlet; readonly eventIds: readonly string[] };
}

const outlet = z.enum(['log', 'webhook']);
const untold = z.object({
  news: z.object({
    eventId: z.guid(),
    type: z.string(),
    intentId: z.string(),
    version: z.int(),
    occurredAt: z.iso.datetime(),
    payload: z.record(z.string(), z.unknown()),
  }),
  outlets: z.array(outlet),
});
const line = z.looseObject({
  id: z.unknown().optional(),
  untold: untold.optional(),
  told: z.object({ outlet, eventIds: z.array(z.guid()) }).optional(),
});

/** One line of text with its end. */
export function writeLine({ intent, untold: news, told }: JournalLine): string {
  const value = {
    ...(intent === undefined ? {} : intentToJson(intent)),
    ...(news === undefined ? {} : { untold: news }),
    ...(told === undefined ? {} : { told }),
  };
  return `${JSON.stringify(value)}\n`;
}

/** Reads what {@link writeLine} wrote, now or before there were news; undefined for a line that a crash cut off. */
export function readLine(text: string): JournalLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = line.safeParse(value);
  if (!read.success) return undefined;
  const { id, untold: news, told } = read.data;
  const intent = id === undefined ? undefined : intentFromJson(value);
  if (id !== undefined && intent === undefined) return undefined;
  return {
    ...(intent === undefined ? {} : { intent }),
    ...(news === undefined ? {} : { untold: news }),
    ...(told === undefined ? {} : { told }),
  };
}
