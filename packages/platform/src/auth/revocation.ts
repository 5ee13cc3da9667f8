/**
 * Where it is said that an identity ended: `{ subject }` with a subject as `actorOf` writes it. Whoever keeps
 * something open on its behalf ends it. One channel for all: ends are rare, open sockets are many.
 */
export const REVOKED_CHANNEL = 'auth.revoked';
