/** How long things last. */
export interface HoldTerms {
  /** A reserve that no cart event confirmed may be dropped after this; longer than an idempotency claim (30 s). */
  readonly leaseSeconds: number;
  /** A cart's hold ends this long after its last reserve. */
  readonly slideSeconds: number;
  /** A cart's hold ends at the latest this long after it began. */
  readonly capSeconds: number;
}
