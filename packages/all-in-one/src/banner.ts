import { issueDevelopmentToken } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import { demonstrationPeople } from './demonstration-people';

export interface BannerFacts {
  readonly url: string;
  readonly auth: AuthConfig;
  readonly dataDirectory: string;
  readonly logFile: string;
}

export const FIRST_QUERY = `{ products(first: 3) { nodes { title variants { sku price { unitPrice { amount currencyCode } } availability { status } } } } }`;

const CART_CREATE = `mutation { cartCreate(input: {}) { sessionToken cart { id } } }`;
const LINES_ADD = `mutation { cartLinesAdd(input: { cartId: "<cart id>", lines: [{ sku: "<sku of the first query>" }] }) { cart { version totalQuantity cost { total { amount currencyCode } } reservedUntil lines { title quantity variant { product { title } } } } userErrors { code message } } }`;
const WATCH = `subscription { cartChanged(cartId: "<cart id>") { version cause snapshot changes { version cause } cart { totalQuantity } } }`;

/** What a person needs who has just started Agora: addresses, three things to paste, tokens, where things are. */
export async function bannerText(facts: BannerFacts): Promise<string> {
  const origin = facts.url.replace(/\/graphql$/, '');
  const lines = [
    '',
    'Agora is running.',
    '',
    `  Apollo Sandbox  ${origin}/graphql   (in a browser)`,
    `  GraphiQL        ${origin}/graphiql  (works offline, with subscriptions)`,
    `  WebSocket       ${origin.replace(/^http/, 'ws')}/graphql`,
    `  Health          ${origin}/health`,
    `  Metrics         ${origin}/metrics`,
    '',
    'Paste a query:',
    `  ${FIRST_QUERY}`,
    '',
    'A guest cart: create it, then send its sessionToken as the header x-session-token:',
    `  ${CART_CREATE}`,
    `  ${LINES_ADD}`,
    '',
    'Watch it (GraphiQL, headers tab: { "x-session-token": "…" }), and add more from another window:',
    `  ${WATCH}`,
    '',
    ...(await tokenLines(facts.auth)),
    `Logs in ${facts.logFile}, data in ${facts.dataDirectory}. Ctrl-C stops.`,
    '',
  ];
  return lines.join('\n');
}

async function tokenLines(auth: AuthConfig): Promise<string[]> {
  if (auth.jwt.kind === 'jwks') return ['Tokens come from your identity provider.', ''];
  const lines = await Promise.all(
    demonstrationPeople.map(
      async (person) => `  ${person.role.padEnd(9)} ${await issueDevelopmentToken(auth, person)}`,
    ),
  );
  return [
    'Tokens for 12 hours, as the header authorization: Bearer <token> (more: npm run -s token -- --role support):',
    ...lines,
    '',
  ];
}
