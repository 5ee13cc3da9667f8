/** Roles a token can carry; `anonymous` is the absence of one. */
export const ROLES = ['anonymous', 'customer', 'support', 'admin', 'service'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who asks. Made from verified tokens only, anew in every process (zero trust).
 * A request may carry both a customer's JWT and a guest token: then `customerId` and `sessionId` are both set.
 */
export interface Viewer {
  readonly role: Role;
  /** `sub` of the JWT; null without one. */
  readonly subject: string | null;
  /** The customer when role is `customer`; else null. */
  readonly customerId: string | null;
  /** From a guest token whose signature is right. The owner of sessions still checks `tokenVersion`. */
  readonly sessionId: string | null;
  readonly tokenVersion: number | null;
  readonly scopes: readonly string[];
  /** When the JWT ends, milliseconds since the epoch; null without one. */
  readonly expiresAtMs: number | null;
  /** Set when another subgraph or the gateway speaks with the service token: its name. */
  readonly callingService: string | null;
}

export const ANONYMOUS: Viewer = Object.freeze({
  role: 'anonymous',
  subject: null,
  customerId: null,
  sessionId: null,
  tokenVersion: null,
  scopes: [],
  expiresAtMs: null,
  callingService: null,
});

/** Support and admin. */
export function isStaff(viewer: Viewer): boolean {
  return viewer.role === 'support' || viewer.role === 'admin';
}

/** For `audit_log.actor`, history rows and idempotency scopes: `customer:<id>`, `session:<id>`, `support:<sub>` … */
export function actorOf(viewer: Viewer): string {
  if (viewer.subject !== null) return `${viewer.role}:${viewer.subject}`;
  if (viewer.sessionId !== null) return `session:${viewer.sessionId}`;
  return viewer.callingService === null ? 'anonymous' : `service:${viewer.callingService}`;
}
