import { cartEnvironment } from '../../subgraphs/cart/src/config';
import { catalogEnvironment } from '../../subgraphs/catalog/src/config';
import { customerEnvironment } from '../../subgraphs/customer/src/config';
import { inventoryEnvironment } from '../../subgraphs/inventory/src/config';
import { orderEnvironment } from '../../subgraphs/order/src/config';
import { pricingEnvironment } from '../../subgraphs/pricing/src/config';
import { gatewayEnvironment, gatewayProcessEnvironment } from '../../gateway/src/config';
import { auditorEnvironment } from '../../packages/auditor/src/config';
import { authEnvironment } from '../../packages/platform/src/auth/auth-config';
import { loggingEnvironment } from '../../packages/platform/src/logging/logger';
import { portsEnvironment } from '../../packages/platform/src/ports/open-ports';
import { sandboxPartiesEnvironment } from '../../packages/sandbox-parties/src/config';
import { join } from 'node:path';
import type { z } from 'zod';
import { listed, tableRows } from './markdown-tables';
import { DOMAINS, filesBelow, productSources, readRepositoryFile, repositoryRoot } from './repository-files';

const DOCUMENT = 'docs/configuration.md';

/** Every schema of environment variables, by the name its readers have in the document. */
const ENVIRONMENTS = {
  auth: authEnvironment,
  logging: loggingEnvironment,
  ports: portsEnvironment,
  gateway: gatewayEnvironment,
  gatewayProcess: gatewayProcessEnvironment,
  catalog: catalogEnvironment,
  pricing: pricingEnvironment,
  inventory: inventoryEnvironment,
  cart: cartEnvironment,
  customer: customerEnvironment,
  order: orderEnvironment,
  sandboxParties: sandboxPartiesEnvironment,
  auditor: auditorEnvironment,
} as const;

interface Setting {
  readonly name: string;
  readonly reader: string;
  readonly default: string;
}

function settingsOf(reader: keyof typeof ENVIRONMENTS): Setting[] {
  const fields: Readonly<Record<string, z.ZodType>> = ENVIRONMENTS[reader].shape;
  return Object.entries(fields).map(([name, field]) => {
    const unset = field.safeParse(undefined);
    return { name, reader, default: unset.success ? defaultText(unset.data) : 'required' };
  });
}

function defaultText(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '–';
  const text = Array.isArray(value) ? value.join(',') : JSON.stringify(value).replace(/^"|"$/g, '');
  return text.startsWith(repositoryRoot) ? text.slice(join(repositoryRoot, '/').length) : text;
}

const settings = (Object.keys(ENVIRONMENTS) as (keyof typeof ENVIRONMENTS)[]).flatMap(settingsOf);
const rows = tableRows(DOCUMENT, '## Variables');
const documentedNames = new Set(rows.map((row) => row['variable'] ?? ''));

/** Names of variables that the product reads directly, without a schema. */
function namesReadDirectly(): Set<string> {
  const files = [
    ...['packages', 'subgraphs', 'gateway/src', 'prisma', 'scripts', 'bench'].flatMap((folder) =>
      productOrNone(folder),
    ),
    ...filesBelow('scripts', '.mjs', '.cjs'),
  ];
  const pattern = /\benv(?:ironment)?(?:\.([A-Z][A-Z0-9_]+)\b|\[['"]([A-Z][A-Z0-9_]+)['"]\])/g;
  const names = files.flatMap((path) =>
    [...readRepositoryFile(path).matchAll(pattern)].map((match) => match[1] ?? match[2] ?? ''),
  );
  return new Set(names.filter((name) => !name.startsWith('AGORA_TEST_')));
}

function productOrNone(folder: string): string[] {
  try {
    return productSources(folder);
  } catch {
    return [];
  }
}

const perDomain = (suffix: string): string[] => DOMAINS.map((domain) => `${domain.toUpperCase()}_${suffix}`);

describe('docs/configuration.md', () => {
  it.each(settings)('describes $name as $reader reads it', (setting) => {
    const described = rows.filter(
      (row) => row['variable'] === setting.name && listed(row['read by']).includes(setting.reader),
    );
    expect(described.map((row) => row['default'])).toEqual([setting.default]);
  });

  it('describes every variable that is read without a schema', () => {
    const missing = [...namesReadDirectly()].filter((name) => !documentedNames.has(name));
    expect(missing.sort()).toEqual([]);
  });

  it('describes no variable that nothing reads', () => {
    const known = new Set([
      ...settings.map(({ name }) => name),
      ...namesReadDirectly(),
      ...perDomain('URL'),
      ...perDomain('DATABASE_URL'),
    ]);
    expect([...documentedNames].filter((name) => !known.has(name))).toEqual([]);
  });

  it('names every schema of environment variables there is', () => {
    const declared = ['packages', 'subgraphs', 'gateway/src']
      .flatMap(productSources)
      .flatMap((path) => [...readRepositoryFile(path).matchAll(/export const (\w+)Environment\b/g)])
      .map((match) => match[1] ?? '');
    expect(declared.sort()).toEqual(Object.keys(ENVIRONMENTS).sort());
  });
});
