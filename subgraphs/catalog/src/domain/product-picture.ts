import type { Picture } from './product';

/** Size of every generated picture, in pixels. */
export const PICTURE_SIZE = { width: 800, height: 800 } as const;

const PATH = /^\/media\/([a-z0-9]+(?:-[a-z0-9]+)*)\.svg$/;

/** What a picture is drawn from. */
export interface PictureSubject {
  readonly slug: string;
  readonly title: string;
}

/** The generated picture of a product as it is listed among the product's media. */
export function productPicture(id: string, subject: PictureSubject): Picture {
  return { id, url: picturePath(subject.slug), altText: `Drawing of ${subject.title}`, ...PICTURE_SIZE };
}

/** Where the picture of a product is served, on the gateway's origin. */
export function picturePath(slug: string): string {
  return `/media/${slug}.svg`;
}

/** The slug a path of {@link picturePath} is about; undefined for any other path. */
export function slugOfPicturePath(path: string): string | undefined {
  return PATH.exec(path)?.[1];
}

/**
 * Draws a product: soft colours and shapes that depend on the slug alone, and the title as caption.
 * The same subject always gives the same bytes, so the answer may be cached for ever under its slug and title.
 */
export function renderProductPicture({ slug, title }: PictureSubject): string {
  const pick = picker(slug);
  const hue = pick(360);
  const size = PICTURE_SIZE.width;
  const shapes = Array.from({ length: 5 }, (_, index) => shape(pick, (hue + 24 * index) % 360)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(size)} ${String(size)}" role="img" aria-label="${escapeXml(title)}">` +
    `<rect width="${String(size)}" height="${String(size)}" fill="hsl(${String(hue)} 45% 92%)"/>${shapes}` +
    `<text x="400" y="740" text-anchor="middle" font-family="system-ui, sans-serif" font-size="40" fill="hsl(${String(hue)} 45% 22%)">${escapeXml(title)}</text>` +
    '</svg>'
  );
}

type Picker = (below: number) => number;

// FNV-1a over the slug seeds a small linear generator: no I/O, no clock, equal on every machine.
function picker(seed: string): Picker {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function shape(pick: Picker, hue: number): string {
  const fill = `hsl(${String(hue)} ${String(40 + pick(30))}% ${String(45 + pick(25))}%)`;
  const x = 180 + pick(440);
  const y = 160 + pick(400);
  const extent = 60 + pick(130);
  if (pick(2) === 0)
    return `<circle cx="${String(x)}" cy="${String(y)}" r="${String(extent)}" fill="${fill}" fill-opacity="0.75"/>`;
  const turn = pick(90);
  return (
    `<rect x="${String(x - extent)}" y="${String(y - extent)}" width="${String(extent * 2)}" height="${String(extent * 2)}" rx="${String(extent / 4)}" ` +
    `fill="${fill}" fill-opacity="0.75" transform="rotate(${String(turn)} ${String(x)} ${String(y)})"/>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
