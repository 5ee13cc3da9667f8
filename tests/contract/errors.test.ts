import { FAULT_CODES, PROTOCOL_CODES } from '@agora/platform/errors';
import ts from 'typescript';
import { listed, tableRows } from './markdown-tables';
import { DOMAINS, productSources, readRepositoryFile, syntaxOf } from './repository-files';

const DOCUMENT = 'docs/errors.md';
const CODE = /^[A-Z]+(_[A-Z]+)+$/;
// What marks a file of a subgraph as one that decides about or shows refusals.
const REFUSAL_FILE = /\bbasicUserError\(|type RefusalCode\b|type CartRejection\b/;

/** Codes written in a file as values or types; not those it only compares with. */
function codesIn(path: string): string[] {
  const codes: string[] = [];
  for (const node of syntaxOf(path)) {
    if (!ts.isStringLiteral(node) || !CODE.test(node.text)) continue;
    const { parent } = node;
    if (ts.isCaseClause(parent) || ts.isBinaryExpression(parent)) continue;
    if (ts.isPropertyAssignment(parent) && parent.name.getText() !== 'code') continue;
    codes.push(node.text);
  }
  return codes;
}

function refusalCodesOf(domain: string): string[] {
  const files = productSources(`subgraphs/${domain}/src`).filter((path) =>
    REFUSAL_FILE.test(readRepositoryFile(path)),
  );
  const codes = new Set(files.flatMap(codesIn));
  const usesVersions = productSources(`subgraphs/${domain}/src`).some((path) =>
    /\bversionConflict\(/.test(readRepositoryFile(path)),
  );
  if (usesVersions) codes.add('VERSION_CONFLICT');
  return [...codes].sort();
}

function documentedRefusals(domain: string): string[] {
  const rows = tableRows(DOCUMENT, '## Refusals');
  return rows
    .filter((row) => listed(row['from']).includes(domain))
    .map((row) => row['code'] ?? '')
    .sort();
}

describe('docs/errors.md', () => {
  it('lists exactly the fault codes of the registry, with their status and whether they can be retried', () => {
    const documented = tableRows(DOCUMENT, '## Faults').map((row) => ({
      code: row['code'],
      httpStatus: Number(row['HTTP']),
      retriable: row['retriable'] === 'yes',
      logLevel: row['logged'],
    }));
    const registered = Object.entries(FAULT_CODES).map(([code, traits]) => ({ code, ...traits }));
    expect(documented).toEqual(registered);
  });

  it('lists exactly the codes of the protocol that pass the mask', () => {
    const documented = tableRows(DOCUMENT, '## Codes of the protocol').map((row) => row['code']);
    expect(documented).toEqual([...PROTOCOL_CODES]);
  });

  it.each(DOMAINS)('lists exactly the refusals of %s', (domain) => {
    expect(documentedRefusals(domain)).toEqual(refusalCodesOf(domain));
  });

  it('names only subgraphs that exist', () => {
    const named = new Set(tableRows(DOCUMENT, '## Refusals').flatMap((row) => listed(row['from'])));
    expect([...named].sort()).toEqual([...DOMAINS].sort());
  });
});
