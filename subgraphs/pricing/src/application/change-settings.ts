import { newId } from '@agora/platform/ids';
import {
  checkPriceBook,
  checkRate,
  checkRegionSetting,
  checkShippingRate,
  checkTaxRate,
} from '../domain/decide-settings';
import type { RateDraft, ShippingDraft } from '../domain/decide-settings';
import { STAFF_SOURCE } from '../domain/exchange-rate';
import type { PriceBook } from '../domain/price-book';
import { refused } from '../domain/refusal';
import type { RegionSetting } from '../domain/region-setting';
import type { TaxRate } from '../domain/tax-rate';
import { rateChanged } from '../events/rate-events';
import { carryOutChange } from './carry-out-change';
import type { ChangeOutcome } from './carry-out-change';
import type { ChangeRequest, PricingDeps } from './ports';

// Settings are set as a whole and have no versions: the last one that was committed counts.
const VERSION = 1;

/** Makes a price book, or changes the one with this id. Refused: an unknown id, a name that is taken, another currency. */
export function upsertPriceBook(
  deps: PricingDeps,
  command: Omit<PriceBook, 'id'> & { readonly id: string | undefined },
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'priceBookUpsert', input: command, request }, async (unit) => {
    const before = command.id === undefined ? undefined : await unit.prices.lockBook(command.id);
    if (command.id !== undefined && before === undefined) {
      return refused('NOT_FOUND', 'There is no such price book.', 'id');
    }
    const book = { ...command, id: before?.id ?? newId() };
    const refusal = checkPriceBook(book, { before, regions: await unit.settings.regions() });
    if (refusal !== undefined) return refusal;
    await unit.prices.saveBook(book);
    return { kind: 'written', id: book.id, version: VERSION, entity: `price_book:${book.id}`, events: [] };
  });
}

/** Sets the tax on a category of goods in a region. */
export function setTaxRate(
  deps: PricingDeps,
  command: Omit<TaxRate, 'id'>,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'taxRateSet', input: command, request }, async (unit) => {
    const refusal = checkTaxRate(command, await unit.settings.regions());
    if (refusal !== undefined) return refusal;
    const id = await unit.settings.saveTaxRate({ ...command, id: newId() });
    return { kind: 'written', id, version: VERSION, entity: `tax_rate:${id}`, events: [] };
  });
}

/** Sets a way to send orders within a region, and what it costs. */
export function setShippingRate(
  deps: PricingDeps,
  command: ShippingDraft,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'shippingRateSet', input: command, request }, async (unit) => {
    const refusal = checkShippingRate(command, await unit.settings.regions());
    if (refusal !== undefined) return refusal;
    const { amount, freeFrom, ...plain } = command;
    const id = await unit.settings.saveShippingRate({
      ...plain,
      id: newId(),
      currency: amount.currency,
      amountMinor: amount.amountMinor,
      freeFromMinor: freeFrom?.amountMinor,
    });
    return { kind: 'written', id, version: VERSION, entity: `shipping_rate:${id}`, events: [] };
  });
}

/** Sets currency and rounding of a region; a new one is sold to from then on. */
export function setRegion(
  deps: PricingDeps,
  command: RegionSetting,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'regionSettingSet', input: command, request }, async (unit) => {
    const refusal = checkRegionSetting(command);
    if (refusal !== undefined) return refusal;
    await unit.settings.saveRegion(command);
    const { region } = command;
    return { kind: 'written', id: region, version: VERSION, entity: `region:${region}`, events: [] };
  });
}

/**
 * Sets what one unit of a currency costs in another; no provider replaces it any more. Without a rate the pair is given back
 * to the provider and keeps its rate until the provider has another one.
 */
export function setCurrencyRate(
  deps: PricingDeps,
  command: RateDraft,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  const { base, quote, rate } = command;
  const pair = `${base}/${quote}`;
  const done = { id: pair, version: VERSION, entity: `currency_rate:${pair}` };
  return carryOutChange(deps, { name: 'currencyRateSet', input: command, request }, async (unit) => {
    const refusal = checkRate(command);
    if (refusal !== undefined) return refusal;
    if (rate === undefined) {
      const isKnown = await unit.settings.releaseRate(base, quote);
      return isKnown
        ? { ...done, kind: 'written', events: [] }
        : refused('NOT_FOUND', 'There is no rate between these currencies.', 'quote');
    }
    const statement = { source: STAFF_SOURCE, asOf: deps.clock.now(), rates: [{ base, quote, rate }] };
    const [saved] = await unit.settings.saveRates(statement);
    return saved === undefined
      ? { ...done, kind: 'unchanged', events: [] }
      : { ...done, kind: 'written', version: saved.version, events: [rateChanged(saved, request)] };
  });
}
