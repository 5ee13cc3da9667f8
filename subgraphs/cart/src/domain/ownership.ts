/** The part of a viewer that ownership is decided by. */
export interface CartViewer {
  readonly role: string;
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly tokenVersion: number | null;
}

/** Whose a cart is. */
export interface CartOwner {
  readonly customerId: string | null;
  readonly sessionId: string | null;
  /** The session's current token version and end; null without a session. */
  readonly sessionTokenVersion: number | null;
  readonly sessionExpiresAt: Date | null;
}

/** Whether the viewer is the cart's shopper. A customer's cart is never a guest's, whoever began it. */
export function ownsCart(viewer: CartViewer, owner: CartOwner, now: Date): boolean {
  if (owner.customerId !== null) return viewer.customerId === owner.customerId;
  return (
    owner.sessionId !== null &&
    viewer.sessionId === owner.sessionId &&
    viewer.tokenVersion === owner.sessionTokenVersion &&
    owner.sessionExpiresAt !== null &&
    owner.sessionExpiresAt > now
  );
}

/** Whether the viewer may see the cart: its shopper and staff. */
export function maySeeCart(viewer: CartViewer, owner: CartOwner, now: Date): boolean {
  return viewer.role === 'support' || viewer.role === 'admin' || ownsCart(viewer, owner, now);
}
