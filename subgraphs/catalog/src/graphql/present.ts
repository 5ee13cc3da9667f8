import { toConnection } from '@agora/platform/paging';
import type { PageRequest } from '@agora/platform/paging';
import { basicUserError, versionConflict } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { ListedProduct } from '../application/reading';
import type { Category } from '../domain/category';
import type { Picture } from '../domain/product';
import type { Refusal } from '../domain/refusal';
import type { CategoryConnection, ProductConnection } from './types/connections.type';
import type { Media } from './types/media.type';

/** A refusal as the API shows it. */
export function presentRefusal(refusal: Refusal): UserError {
  switch (refusal.kind) {
    case 'refused':
      return basicUserError(
        refusal.code,
        refusal.message,
        refusal.field === null ? null : [...refusal.field],
      );
    case 'versionConflict':
      return versionConflict(refusal.expectedVersion, refusal.currentVersion);
  }
}

/** A page of products whose total is counted when it is asked for. */
export function presentProducts(
  rows: readonly ListedProduct[],
  page: PageRequest,
  countAll: () => Promise<number>,
): ProductConnection {
  return { ...toConnection(rows, page, ({ cursor }) => cursor), countAll };
}

/** A page of categories whose total is counted when it is asked for. */
export function presentCategories(
  rows: readonly Category[],
  page: PageRequest,
  countAll: () => Promise<number>,
): CategoryConnection {
  return { ...toConnection(rows, page, ({ slug }) => [slug]), countAll };
}

/** A picture that can be shown. */
export function presentPicture(picture: Picture): Media {
  return { ...picture, kind: 'IMAGE', status: 'READY' };
}
