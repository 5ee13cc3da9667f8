// Auth: who asks, from verified tokens only; every process verifies for itself.
// A token that is there but not good is an error, never "anonymous".
export { DEVELOPMENT_SECRET, authEnvironment, newSecret, readAuthConfig, readSecret } from './auth-config';
export type { AuthConfig } from './auth-config';
export { issueDevelopmentToken } from './development-token';
export type { DevelopmentTokenOptions } from './development-token';
export { issueGuestToken, readGuestToken } from './guest-token';
export type { GuestIdentity } from './guest-token';
export { issueOrderAccessToken, opensOrder } from './order-access-token';
export { REVOKED_CHANNEL } from './revocation';
export { createServiceTokens, readServiceToken } from './service-tokens';
export type { ServiceTokens } from './service-tokens';
export { isSigned, sign } from './signature';
export { createTokenVerifier } from './token-verifier';
export type { IdentityHeaders, TokenVerifier } from './token-verifier';
export { ANONYMOUS, ROLES, actorOf, isStaff } from './viewer';
export type { Role, Viewer } from './viewer';
