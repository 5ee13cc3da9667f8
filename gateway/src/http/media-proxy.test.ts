import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMediaProxy } from './media-proxy';
import type { MediaProxy } from './media-proxy';

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  if (request.url === '/media/mug.svg') {
    response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=60' });
    response.end('<svg/>');
  } else if (request.url !== '/media/slow.svg') {
    response.writeHead(request.url === '/media/broken.svg' ? 500 : 404).end('no');
  }
});
let proxy: MediaProxy;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  proxy = createMediaProxy({ url: `http://127.0.0.1:${String(port)}/graphql`, timeoutMs: 200 });
});

afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('hands on the file with its type and age', async () => {
  await expect(proxy.source('/media/mug.svg')).resolves.toEqual({
    contentType: 'image/svg+xml',
    body: '<svg/>',
    maxAgeSeconds: 60,
  });
});

test('a file that is not there is none, and a path that is no file is not asked for', async () => {
  await expect(proxy.source('/media/nothing.svg')).resolves.toBeUndefined();
  await expect(proxy.source('/media/../metrics')).resolves.toBeUndefined();
  expect(asked).not.toContain('/media/../metrics');
});

test.each(['/media/broken.svg', '/media/slow.svg'])('%s is an outage', async (path) => {
  await expect(proxy.source(path)).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
});
