/** What stands before every subgraph's SDL: the federation directives in use and our own composed one. */
export const FEDERATION_PRELUDE = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@external", "@requires", "@provides", "@override", "@tag", "@authenticated", "@requiresScopes", "@composeDirective"])
`;

/** Our own directives on subscription fields, as they stand before the SDL of a subgraph that uses them. */
const LIVE_DIRECTIVES = {
  live: `"""
A subscription field that pokes on a channel and is answered by re-reading the entity. \`envelope\` names the field
that holds the entity, \`changes\` the entity's own field with the log of commits. \`final\` names a field of the entity
that is null until no commit follows any more: the stream ends with the state in which it is not.
"""
directive @live(channel: String!, type: String!, key: String!, keyArgument: String!, version: String!, envelope: String!, changes: String!, final: String) on FIELD_DEFINITION
`,
  liveShare: `"""
A subscription field whose messages are the same for every viewer (\`scope\` is "PUBLIC"), so that one stream of this
subgraph may serve all of them; it is opened without a viewer. A message replaces the one before it that has the same
value of the field \`key\`, and the newest of each value are what a newcomer is sent first.
"""
directive @liveShare(scope: String!, key: String!) on FIELD_DEFINITION
`,
} as const;

/** The definitions of those of our directives that a printed schema uses (design section 7); empty when it uses none. */
export function livePrelude(body: string): string {
  const used = Object.entries(LIVE_DIRECTIVES).filter(([name]) => body.includes(`@${name}(`));
  if (used.length === 0) return '';
  const imports = used.map(([name]) => `"@${name}"`).join(', ');
  const composed = used.map(([name]) => `  @composeDirective(name: "@${name}")\n`).join('');
  const definitions = used.map(([, definition]) => definition).join('\n');
  return `extend schema\n  @link(url: "https://specs.agora.dev/live/v1.0", import: [${imports}])\n${composed}\n${definitions}`;
}
