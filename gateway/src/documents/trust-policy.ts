import { AppError } from '@agora/platform/errors';
import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import { LRUCache } from 'lru-cache';
import { onlyIntrospects } from './only-introspects';
import { sha256 } from './sha256';
import type { TrustedDocuments } from './trusted-documents';

/** `off`: any document may be run. `log`: any, those not in the manifest are told. `enforce`: only those of the manifest. */
export const TRUST_MODES = ['off', 'log', 'enforce'] as const;
export type TrustMode = (typeof TRUST_MODES)[number];

/** Which documents may be run. */
export interface TrustPolicy {
  /**
   * The text to run: of a document in the manifest the body that stands there, so that it is planned once however clients write
   * it. Introspection alone passes in every mode; whether it is answered is another setting.
   * @throws AppError `DOCUMENT_NOT_TRUSTED`.
   */
  admit(text: string): string;
}

export interface TrustPolicyOptions {
  readonly mode: TrustMode;
  readonly trusted: () => TrustedDocuments;
  readonly logger: Logger;
}

/** Untrusted documents that are told in the log once each; then again when they have been pushed out by others. */
const MOST_TOLD = 1_000;

const untrusted = counter({
  name: 'gateway_untrusted_operations_total',
  help: 'Operations whose document is not in the manifest of trusted documents',
  labelNames: ['mode'],
});

export function createTrustPolicy({ mode, trusted, logger }: TrustPolicyOptions): TrustPolicy {
  if (mode === 'off') return { admit: (text) => text };
  const told = new LRUCache<string, true>({ max: MOST_TOLD });
  const tell = (text: string): void => {
    untrusted.inc({ mode });
    const document = sha256(text);
    if (told.has(document)) return;
    told.set(document, true);
    // The text itself may hold personal data.
    logger.warn({ document, mode }, 'a document that is not trusted');
  };
  return {
    admit: (text) => {
      const body = trusted().match(text);
      if (body !== undefined) return body;
      if (onlyIntrospects(text)) return text;
      tell(text);
      if (mode === 'enforce')
        throw new AppError('DOCUMENT_NOT_TRUSTED', 'Only documents that were registered beforehand are run');
      return text;
    },
  };
}
