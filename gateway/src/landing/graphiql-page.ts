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

let page: Promise<string> | undefined;

/** The GraphiQL page with its scripts inside (about 9 MB); made at the first call, then kept. */
export function graphiqlPage(): Promise<string> {
  return (page ??= render());
}

async function render(): Promise<string> {
  // It brings its scripts as text, 80 MB of memory that a gateway nobody opens this page of does without.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    endpoint: '/graphql',
    // Its WebSocket sends no identity: what stands in the headers tab goes with requests only.
    subscriptionsProtocol: 'SSE',
    title: 'Agora GraphiQL',
    defaultQuery: WELCOME,
  });
}
