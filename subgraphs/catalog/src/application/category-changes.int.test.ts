import { createCategory } from './create-category';
import { updateCategory } from './update-category';
import { REQUEST, openCatalog } from '../catalog-fixture.suite';
import type { CatalogFixture } from '../catalog-fixture.suite';

let catalog: CatalogFixture;

beforeAll(async () => {
  catalog = await openCatalog();
});
afterAll(() => catalog.close());

async function created(slug: string, parentId: string | null = null): Promise<string> {
  const outcome = await createCategory(catalog.deps, { slug, title: slug, parentId }, REQUEST);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const ancestorsOf = async (id: string) => (await catalog.reader.categoriesById([id]))[0]?.ancestorIds;

test('a moved category takes everything below it along', async () => {
  const [home, garden] = [await created('home'), await created('garden')];
  const lighting = await created('lighting', home);
  const lamps = await created('lamps', lighting);
  expect(await ancestorsOf(lamps)).toEqual([home, lighting]);
  await updateCategory(catalog.deps, { id: lighting, fields: { parentId: garden } }, REQUEST);
  expect(await ancestorsOf(lighting)).toEqual([garden]);
  expect(await ancestorsOf(lamps)).toEqual([garden, lighting]);
  await updateCategory(catalog.deps, { id: lighting, fields: { parentId: null } }, REQUEST);
  expect(await ancestorsOf(lamps)).toEqual([lighting]);
});

test('a category cannot go below its own child', async () => {
  const top = await created('top');
  const child = await created('child', top);
  expect(await updateCategory(catalog.deps, { id: top, fields: { parentId: child } }, REQUEST)).toMatchObject(
    { code: 'CATEGORY_CYCLE' },
  );
});

test('two moves into each other at once leave a tree', async () => {
  const [left, right] = [await created('left'), await created('right')];
  const outcomes = await Promise.all([
    updateCategory(catalog.deps, { id: left, fields: { parentId: right } }, REQUEST),
    updateCategory(catalog.deps, { id: right, fields: { parentId: left } }, REQUEST),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
});

test('the seventh level is refused', async () => {
  let parent = await created('l1');
  for (const slug of ['l2', 'l3', 'l4', 'l5', 'l6']) parent = await created(slug, parent);
  expect(
    await createCategory(catalog.deps, { slug: 'l7', title: 'l7', parentId: parent }, REQUEST),
  ).toMatchObject({ code: 'CATEGORY_TOO_DEEP' });
});

test('a slug that is taken and a parent that does not exist are refused', async () => {
  await created('once');
  expect(
    await createCategory(catalog.deps, { slug: 'once', title: 'x', parentId: null }, REQUEST),
  ).toMatchObject({ code: 'SLUG_TAKEN' });
  expect(
    await createCategory(catalog.deps, { slug: 'twice', title: 'x', parentId: 'nowhere' }, REQUEST),
  ).toMatchObject({ code: 'NOT_FOUND' });
});
