import { enqueue } from '@agora/platform/outbox';
import type { StoredRate } from '../domain/exchange-rate';
import type { EventCause } from '../events/published';
import { rateChanged } from '../events/rate-events';
import type { PricingStore } from './ports';

/** Where exchange rates come from. */
export interface RateProvider {
  /** Stored with every rate of it. */
  readonly name: string;
  /** Rates between all its currencies at a moment, and the moment they are of. May reject; nothing is changed then. */
  rates(at: Date): Promise<ProvidedRates>;
}

export interface ProvidedRates {
  readonly asOf: Date;
  readonly rates: readonly { readonly base: string; readonly quote: string; readonly rate: string }[];
}

/**
 * Writes the provider's rates that differ from what is there, each with `fx.rate.changed.v1`. Rates of staff stay as they are.
 * Repeating it changes nothing.
 *
 * @returns what was written.
 */
export async function refreshRates(
  store: PricingStore,
  provider: RateProvider,
  { now, cause }: { readonly now: Date; readonly cause: EventCause },
): Promise<readonly StoredRate[]> {
  const provided = await provider.rates(now);
  return store.inTransaction(async (unit) => {
    const saved = await unit.settings.saveRates({ source: provider.name, ...provided });
    await enqueue(
      unit.queryable,
      saved.map((rate) => rateChanged(rate, cause)),
    );
    return saved;
  });
}
