import { readSupergraphConfig } from './supergraph-config';

describe('supergraph.yaml', () => {
  it('gives each subgraph with address and file, sorted by name', () => {
    const text = `
federation_version: =2.14.4
subgraphs:
  pricing: { routing_url: "http://127.0.0.1:4002/graphql", schema: { file: subgraphs/pricing/schema.graphql } }
  cart: { routing_url: "http://127.0.0.1:4004/graphql", schema: { file: subgraphs/cart/schema.graphql } }
`;
    expect(readSupergraphConfig(text)).toEqual([
      {
        name: 'cart',
        routingUrl: 'http://127.0.0.1:4004/graphql',
        schemaFile: 'subgraphs/cart/schema.graphql',
      },
      {
        name: 'pricing',
        routingUrl: 'http://127.0.0.1:4002/graphql',
        schemaFile: 'subgraphs/pricing/schema.graphql',
      },
    ]);
  });

  it('names every wrong place', () => {
    expect(() => readSupergraphConfig('subgraphs: { cart: { routing_url: nowhere, schema: {} } }')).toThrow(
      /cart\.routing_url[\s\S]*cart\.schema\.file/,
    );
  });
});
