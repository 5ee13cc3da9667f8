import { fxRateChangedV1 } from '@agora/contracts/pricing/fx-rate-changed';
import type { FxRateChangedV1 } from '@agora/contracts/pricing/fx-rate-changed';
import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { StoredRate } from '../domain/exchange-rate';
import { headersOf } from './published';
import type { EventCause } from './published';

/** `fx.rate.changed.v1`: the pair is the key, the rate's version orders it. */
export function rateChanged(rate: StoredRate, cause: EventCause): OutboxEvent {
  const pair = `${rate.base}/${rate.quote}`;
  const payload: FxRateChangedV1 = {
    pair,
    base_currency: rate.base,
    quote_currency: rate.quote,
    rate: rate.rate,
    as_of: rate.asOf.toISOString(),
    source: rate.source,
    version: rate.version,
  };
  return {
    eventId: newId(),
    type: fxRateChangedV1.type,
    aggregateId: pair,
    aggregateVersion: rate.version,
    payload: { ...payload },
    headers: headersOf(cause),
  };
}
