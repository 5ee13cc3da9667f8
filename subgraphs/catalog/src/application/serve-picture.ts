import type { ServedFile } from '@agora/platform/server';
import { renderProductPicture, slugOfPicturePath } from '../domain/product-picture';
import type { CatalogReader } from './reading';

/**
 * The file at a path below `/media/`; undefined when there is none. A product that is archived keeps its picture,
 * because old orders show it; one that is still a draft has none for the public.
 */
export async function servePicture(
  reader: Pick<CatalogReader, 'productsBySlug'>,
  path: string,
): Promise<ServedFile | undefined> {
  const slug = slugOfPicturePath(path);
  const [product] = slug === undefined ? [] : await reader.productsBySlug([slug], true);
  if (product === undefined || product.status === 'DRAFT') return undefined;
  return {
    contentType: 'image/svg+xml; charset=utf-8',
    body: renderProductPicture(product),
    maxAgeSeconds: 3_600,
  };
}
