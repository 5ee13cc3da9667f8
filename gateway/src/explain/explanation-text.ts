import type { ExplainedFetch, ExplainedObject, ExplainedRequest, Explanation } from './explanation';

/** An explanation to read in a terminal: four parts, each under its title. */
export function explanationText(explanation: Explanation): string {
  return [
    ...headLines(explanation),
    ...section('PLAN, by Apollo', explanation.plan.split('\n')),
    ...section(`PROGRAM, ${extentOf(explanation)}`, programLines(explanation)),
    ...section(
      'REQUESTS, as they are sent',
      explanation.requests.flatMap((request, index) => [
        ...(index === 0 ? [] : ['']),
        ...requestLines(request),
      ]),
    ),
    ...section('RESPONSE, as it is written', explanation.response.flatMap(objectLines)),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, '', ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function headLines({ operation: { kind, name, conditions } }: Explanation): string[] {
  const values = Object.entries(conditions).map(([variable, value]) => `$${variable} is ${String(value)}`);
  const when = values.length === 0 ? '' : `, when ${values.join(' and ')}`;
  return [`OPERATION ${kind}${name === undefined ? '' : ` ${name}`}${when}`];
}

function extentOf({ requests, rounds }: Explanation): string {
  const fetches = requests.reduce((sum, request) => sum + request.fetches.length, 0);
  return [
    `${counted(fetches, 'fetch', 'fetches')} in ${counted(requests.length, 'request', 'requests')}`,
    counted(rounds.length, 'round', 'rounds'),
  ].join(', ');
}

function programLines({ rounds, requests }: Explanation): string[] {
  if (requests.length === 0) return ['No subgraph is asked.'];
  return rounds.flatMap((numbers, index) => [
    `round ${String(index + 1)}`,
    ...requests.filter(({ number }) => numbers.includes(number)).flatMap(groupLines),
  ]);
}

function groupLines({ number, subgraph, after, fetches }: ExplainedRequest): string[] {
  const waits = after.length === 0 ? '' : `  after ${after.join(', ')}`;
  const merged = fetches.length === 1 ? '' : `  ${String(fetches.length)} fetches merged`;
  return [`  ${String(number)}  ${subgraph}${waits}${merged}`, ...fetches.flatMap(fetchLines)];
}

function fetchLines({ path, entities }: ExplainedFetch): string[] {
  if (entities === undefined) return [`       ${path === '' ? 'root fields' : `root fields at ${path}`}`];
  return [
    `       ${entities.alias}: ${path}, by ${entities.representation}`,
    ...entities.rewrites.map((rewrite) => `         ${rewrite}`),
  ];
}

function requestLines({ number, subgraph, query, clientVariables, fetches }: ExplainedRequest): string[] {
  const variables = [
    ...clientVariables.map((name) => `$${name}  the client's, left out when it sends none`),
    ...[...placesByVariable(fetches)].map(
      ([name, paths]) => `$${name}  representations of ${paths.join(', ')}, each once`,
    ),
  ];
  return [
    `${String(number)} to ${subgraph}`,
    ...[...query.split('\n'), ...variables].map((line) => (line === '' ? '' : `  ${line}`)),
  ];
}

function objectLines({ place, type, code }: ExplainedObject): string[] {
  return [`${place === '' ? 'the root' : place}, ${type}`, `  ${code}`];
}

function placesByVariable(fetches: readonly ExplainedFetch[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const { path, entities } of fetches) {
    if (entities === undefined) continue;
    const same = places.get(entities.variable);
    if (same === undefined) places.set(entities.variable, [path]);
    else same.push(path);
  }
  return places;
}

function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
