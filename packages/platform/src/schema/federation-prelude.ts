/** What stands before every subgraph's SDL: the federation directives in use and our own composed one. */
export const FEDERATION_PRELUDE = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@external", "@requires", "@provides", "@override", "@tag", "@authenticated", "@requiresScopes", "@composeDirective"])
`;

/** Added for a subgraph that has live fields (design section 7). */
export const LIVE_PRELUDE = `extend schema
  @link(url: "https://specs.agora.dev/live/v1.0", import: ["@live"])
  @composeDirective(name: "@live")

"""
A subscription field that pokes on a channel and is answered by re-reading the entity. \`envelope\` names the field
that holds the entity, \`changes\` the entity's own field with the log of commits.
"""
directive @live(channel: String!, type: String!, key: String!, keyArgument: String!, version: String!, envelope: String!, changes: String!) on FIELD_DEFINITION
`;
