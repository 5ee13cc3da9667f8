import { newId } from '@agora/platform/ids';
import type { Price } from '../domain/price';
import { isRefusal } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { decideSetPrice } from '../domain/set-price';
import type { SetPrice } from '../domain/set-price';
import { windowPhase } from '../domain/window-phase';
import { priceUpdated } from '../events/published';
import { carryOutChange } from './carry-out-change';
import type { ChangeOutcome, Written } from './carry-out-change';
import type { ChangeRequest, PricingDeps, PricingUnit } from './ports';

/**
 * Sets a price in a book: the standing one, or one for a time. `pricing.updated.v1` follows at once when it counts from now
 * on, else when its window begins. A price that already is what was asked for is done without a new version or event.
 */
export async function setPrice(
  deps: PricingDeps,
  command: SetPrice,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'priceSet', input: command, request }, (unit) =>
    decide(unit, command, { request, now: deps.clock.now() }),
  );
}

interface Circumstances {
  readonly request: ChangeRequest;
  readonly now: Date;
}

async function decide(
  unit: PricingUnit,
  command: SetPrice,
  { request, now }: Circumstances,
): Promise<Written | Refusal> {
  const book = await unit.prices.lockBook(command.priceBookId);
  const current = book === undefined ? undefined : await unit.prices.find(command);
  const decision = decideSetPrice(command, { book, current, newId: newId(), now });
  if (isRefusal(decision)) return decision;
  const { price } = decision;
  const done = { id: price.id, version: price.version, entity: `price:${price.id}` };
  if (decision.kind === 'unchanged') return { ...done, kind: 'unchanged', events: [] };
  const phase = windowPhase(windowOf(price), now);
  await unit.prices.save(price, phase);
  const { currency } = command.amount;
  const news =
    phase === undefined
      ? [priceUpdated({ price, currency, reason: 'PRICE_SET' }, request)]
      : phase === 1
        ? [priceUpdated({ price, currency, reason: 'WINDOW_BEGAN' }, request)]
        : [];
  return { ...done, kind: 'written', events: news };
}

function windowOf({ validFrom, validUntil }: Price): {
  readonly startsAt: Date | undefined;
  readonly endsAt: Date | undefined;
} {
  return { startsAt: validFrom, endsAt: validUntil };
}
