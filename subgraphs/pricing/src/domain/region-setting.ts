import type { RoundingMode } from '@agora/platform/money';

/** How a tenant region counts money. */
export interface RegionSetting {
  readonly region: string;
  /** ISO 4217; what is quoted in unless another currency is asked for. */
  readonly currency: string;
  /** For prices and tax alike. */
  readonly roundingMode: RoundingMode;
}
