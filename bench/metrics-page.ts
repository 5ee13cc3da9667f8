/** What a process counts, from its `/metrics`: by name and labels as they are written there. */
export interface MetricsPage {
  /** Sum over all label values but those given. 0 for what was never counted. */
  sum(name: string, label?: readonly [name: string, value: string]): number;
  /** Every value of a label. */
  valuesOf(name: string, label: string): readonly string[];
}

interface Sample {
  readonly name: string;
  readonly labels: string;
  readonly value: number;
}

/** @param url the gateway's, without a path */
export async function readMetrics(url: string): Promise<MetricsPage> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const samples = text.split('\n').flatMap((line): Sample[] => {
    const [, name = '', labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    return value === undefined ? [] : [{ name, labels, value: Number(value) }];
  });
  return {
    sum: (name, label) =>
      samples
        .filter((sample) => sample.name === name)
        .filter(({ labels }) => label === undefined || labels.includes(`${label[0]}="${label[1]}"`))
        .reduce((total, { value }) => total + value, 0),
    valuesOf: (name, label) => [
      ...new Set(
        samples
          .filter((sample) => sample.name === name)
          .map(({ labels }) => new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1] ?? ''),
      ),
    ],
  };
}
