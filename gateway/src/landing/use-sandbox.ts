import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';

/**
 * Apollo Sandbox as the page of `GET /graphql` in a browser, in every environment. The page loads its scripts from
 * Apollo's servers; `/graphiql` is the one that works offline.
 */
export function useSandbox(): ApolloServerPlugin {
  return ApolloServerPluginLandingPageLocalDefault({ embed: true, includeCookies: false, footer: false });
}
