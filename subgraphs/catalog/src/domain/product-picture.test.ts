import { picturePath, renderProductPicture, slugOfPicturePath } from './product-picture';

describe('the generated picture', () => {
  test('is the same every time and differs between products', () => {
    const draw = (slug: string): string => renderProductPicture({ slug, title: 'Mug' });
    expect(draw('mug')).toBe(draw('mug'));
    expect(draw('mug')).not.toBe(draw('jug'));
  });

  test('carries no markup of the title', () => {
    const svg = renderProductPicture({ slug: 'x', title: '<script>"&\'' });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;&quot;&amp;&#39;');
  });

  test('is found again by its path, and nothing else is', () => {
    expect(slugOfPicturePath(picturePath('linen-shirt'))).toBe('linen-shirt');
    expect(slugOfPicturePath('/media/../secret.svg')).toBeUndefined();
    expect(slugOfPicturePath('/media/a/b.svg')).toBeUndefined();
  });
});
