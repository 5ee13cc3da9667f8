import ts from 'typescript';
import { listed, tableRows } from './markdown-tables';
import { productSources, syntaxOf } from './repository-files';

interface Instrument {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

const KINDS = new Set(['counter', 'gauge', 'histogram']);

/** The instruments a file declares through `@agora/platform/metrics`. */
function instrumentsIn(path: string): Instrument[] {
  const found: Instrument[] = [];
  for (const node of syntaxOf(path)) {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !KINDS.has(node.expression.text))
      continue;
    const [declaration] = node.arguments;
    if (declaration === undefined || !ts.isObjectLiteralExpression(declaration))
      throw new Error(`${path}: an instrument must be declared with an object literal`);
    const valueOf = (name: string): ts.Expression | undefined => {
      const property = declaration.properties.find((candidate) => candidate.name?.getText() === name);
      return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
    };
    found.push({
      name: textsOf(valueOf('name'))[0] ?? '',
      type: node.expression.text,
      labels: textsOf(valueOf('labelNames')),
    });
  }
  return found;
}

function textsOf(expression: ts.Expression | undefined): string[] {
  if (expression === undefined) return [];
  if (ts.isStringLiteral(expression)) return [expression.text];
  return ts.isArrayLiteralExpression(expression) ? expression.elements.flatMap((item) => textsOf(item)) : [];
}

const byName = (one: Instrument, other: Instrument): number => (one.name < other.name ? -1 : 1);

describe('docs/metrics.md', () => {
  const documented = tableRows('docs/metrics.md', '## Instruments').map((row) => ({
    name: row['name'] ?? '',
    type: row['type'] ?? '',
    labels: listed(row['labels']),
  }));
  const declared = ['packages', 'subgraphs', 'gateway/src'].flatMap(productSources).flatMap(instrumentsIn);

  it('lists exactly the instruments that are declared, with their types and labels', () => {
    expect(documented.toSorted(byName)).toEqual(declared.toSorted(byName));
  });

  it('says of each what it means', () => {
    const silent = tableRows('docs/metrics.md', '## Instruments').filter((row) => row['meaning'] === '');
    expect(silent).toEqual([]);
  });
});
