import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const WELCOME = `# GraphiQL of Agora. Everything here comes from the gateway itself: it works offline.
# Subscriptions go over server-sent events. Headers (bottom tab), also for them: { "authorization": "Bearer …" } or { "x-session-token": "…" }
query Welcome {
  __schema {
    queryType {
      fields {
        name
        description
      }
    }
  }
}
`;

let page: string | undefined;

/** The GraphiQL page with its scripts inside (about 9 MB); made at the first call, then kept. */
export function graphiqlPage(): string {
  page ??= renderGraphiQL({
    endpoint: '/graphql',
    // Its WebSocket sends no identity: what stands in the headers tab goes with requests only.
    subscriptionsProtocol: 'SSE',
    title: 'Agora GraphiQL',
    defaultQuery: WELCOME,
  });
  return page;
}
