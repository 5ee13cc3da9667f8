import { AppError } from '@agora/platform/errors';
import type { ServedFile } from '@agora/platform/server';
import type { Handler } from './router';

/** The file at a path such as `/media/mug.svg`; undefined when there is none. */
export type MediaSource = (path: string) => Promise<ServedFile | undefined>;

/** Serves pictures. They are public and may be cached; scripts inside them are not run. */
export function mediaEndpoint(source: MediaSource | undefined): Handler {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const file = await source?.(path);
    if (file === undefined) throw new AppError('NOT_FOUND', 'There is no such file');
    response
      .writeHead(200, {
        'content-type': file.contentType,
        'cache-control': `public, max-age=${String(file.maxAgeSeconds)}`,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'x-content-type-options': 'nosniff',
      })
      .end(file.body);
  };
}
