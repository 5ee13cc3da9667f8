import type { IncomingMessage } from 'node:http';
import { clientAddress } from './client-address';
import { createOriginPolicy } from './origin-policy';

describe('the origin policy', () => {
  const policy = createOriginPolicy(['https://shop.example/', 'http://localhost:3000']);

  it('allows listed origins, the gateway’s own pages and clients that are not browsers', () => {
    expect(policy.allows('https://SHOP.example', 'api.example')).toBe(true);
    expect(policy.allows('http://127.0.0.1:4000', '127.0.0.1:4000')).toBe(true);
    expect(policy.allows(undefined, 'api.example')).toBe(true);
  });

  it.each([
    'https://shop.example.evil.com',
    'http://shop.example',
    'null',
    'https://shop.example:444',
    'nonsense',
  ])('refuses %s', (origin) => {
    expect(policy.allows(origin, 'api.example')).toBe(false);
  });

  it('a star allows every origin', () => {
    expect(createOriginPolicy(['*']).allows('https://any.example', undefined)).toBe(true);
  });
});

describe('the client’s address', () => {
  const request = (forwarded?: string): IncomingMessage =>
    ({
      socket: { remoteAddress: '10.0.0.1' },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    }) as unknown as IncomingMessage;

  it('is the peer when no proxy is trusted', () => {
    expect(clientAddress(request('1.1.1.1'), 0)).toBe('10.0.0.1');
  });

  it('is what the outermost trusted proxy saw, not what the client wrote', () => {
    expect(clientAddress(request('6.6.6.6, 2.2.2.2'), 1)).toBe('2.2.2.2');
    expect(clientAddress(request('6.6.6.6, 2.2.2.2, 3.3.3.3'), 2)).toBe('2.2.2.2');
    expect(clientAddress(request('2.2.2.2'), 2)).toBe('2.2.2.2');
    expect(clientAddress(request(), 1)).toBe('10.0.0.1');
  });
});
