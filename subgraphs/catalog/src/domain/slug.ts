const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Most characters of a slug. */
export const MAX_SLUG_LENGTH = 100;

/** Whether `text` is lower-case ASCII words joined by single hyphens, at most {@link MAX_SLUG_LENGTH} long. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG_LENGTH && SLUG.test(text);
}

/**
 * The slug of a title: accents dropped, everything that is not a letter or digit becomes one hyphen.
 * Empty when the title has no ASCII letter or digit; the caller must ask for a slug then.
 */
export function slugFrom(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
}
