import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors/app-error';

/**
 * The request body as text, at most `maxBytes` of it.
 *
 * The stream is left open when the body is too large, so that the refusal can still be sent and read; the caller
 * then answers and lets {@link discardBody} swallow the rest.
 *
 * @throws AppError `PAYLOAD_TOO_LARGE`, before reading when the client announces it; `BAD_USER_INPUT` when the
 *   client breaks off.
 */
export function readLimitedBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.off('data', onData);
      request.pause();
      reject(tooLarge(maxBytes));
    };
    request.on('data', onData);
    request.once('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    request.once('error', (error) => {
      reject(new AppError('BAD_USER_INPUT', 'The request body broke off', { cause: error }));
    });
  });
}

/** Reads and forgets what is left of a refused body for at most `maxWaitMs`, then cuts the connection. */
export function discardBody(request: IncomingMessage, maxWaitMs = 1_000): void {
  if (request.complete) return;
  const cut = setTimeout(() => request.destroy(), maxWaitMs);
  cut.unref();
  request.once('close', () => {
    clearTimeout(cut);
  });
  request.resume();
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('PAYLOAD_TOO_LARGE', `The request body is larger than ${String(maxBytes)} bytes`);
}
