import { readGatewayConfig, subgraphUrl } from './config';

describe('the gateway’s configuration', () => {
  it('has every limit on by default', () => {
    const { limits } = readGatewayConfig({});
    expect(Object.entries(limits).filter(([, value]) => !(value > 0))).toEqual([]);
  });

  it('takes zero as a value, not as missing', () => {
    expect(readGatewayConfig({ RATE_LIMIT_PER_MINUTE: '0', PORT: '0' })).toMatchObject({
      port: 0,
      limits: { perMinute: 0 },
    });
  });

  it('names every variable that is wrong', () => {
    expect(() => readGatewayConfig({ PORT: 'http', MAX_DEPTH: '-1' })).toThrow(/PORT[\s\S]*MAX_DEPTH/);
  });

  it('opens the usual development origins, but not in production', () => {
    expect(readGatewayConfig({}).corsOrigins).toContain('http://localhost:3000');
    expect(readGatewayConfig({ NODE_ENV: 'production' }).corsOrigins).toEqual([]);
    expect(readGatewayConfig({ CORS_ORIGINS: 'https://a.example, https://b.example' }).corsOrigins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });

  it('finds a subgraph by its variable, else by the supergraph', () => {
    expect(subgraphUrl('cart', 'http://127.0.0.1:4004/graphql', { CART_URL: 'http://cart/graphql' })).toBe(
      'http://cart/graphql',
    );
    expect(subgraphUrl('gift-cards', 'http://x/graphql', { GIFT_CARDS_URL: 'http://y/graphql' })).toBe(
      'http://y/graphql',
    );
    expect(subgraphUrl('cart', 'http://127.0.0.1:4004/graphql', { CART_URL: '' })).toBe(
      'http://127.0.0.1:4004/graphql',
    );
  });
});
