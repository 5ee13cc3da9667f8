import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@agora/test-kit/repository';

/** A busy machine takes its time to seed a shop. */
const PATIENCE_MS = 600_000;

interface Ended {
  readonly code: number;
  readonly output: string;
}

function playScenario(args: readonly string[], dataDirectory: string): Promise<Ended> {
  const script = join(repositoryRoot, 'scripts/scenario.mjs');
  const env = { ...process.env, AGORA_DATA_DIRECTORY: dataDirectory };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], { env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: `${stdout}${stderr}` });
    });
  });
}

test(
  'npm run scenario -- flash-sale-load sells some seconds long, and proves that nothing is oversold or lost',
  async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'agora-sale-'));
    try {
      const size = ['--minutes', '0.1', '--rate', '600', '--skus', '3', '--units', '5', '--carts', '20'];
      const holds = ['--hold-seconds', '1', '--checkout-percent', '20'];
      const { code, output } = await playScenario(['flash-sale-load', ...size, ...holds], dataDirectory);
      expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/^lost +0$/m) });
      expect(output).toMatch(/^adds due +60$/m);
      expect(output).toMatch(/^oversold +0$/m);
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);
