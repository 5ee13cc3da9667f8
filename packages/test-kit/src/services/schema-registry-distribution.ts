// Apicurio Registry as one program from Maven Central, in a cache: a schema registry without Docker or an installer.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { runOrThrow } from './commands';

const APICURIO = '3.0.9';
const DOWNLOAD_MS = 600_000;

/** The cache folder of this version; see {@link registryJar}. */
export function registryHome(): string {
  const cache = process.env['AGORA_CACHE'] ?? join(homedir(), '.cache', 'agora');
  return join(cache, `apicurio-registry-${APICURIO}`);
}

export function registryJar(): string {
  return join(registryHome(), `apicurio-registry-app-${APICURIO}-runner.jar`);
}

export function isRegistryCached(): boolean {
  return existsSync(registryJar());
}

/**
 * Puts the program into the cache (110 MB); Maven checks its sum. Complete or not at all: an interrupted download leaves
 * the cache as it was.
 *
 * @throws Error with the words of Maven or tar when it cannot be had.
 */
export async function downloadRegistry(): Promise<void> {
  const home = registryHome();
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(`${home}.`);
  try {
    const [group, name] = ['io.apicurio', 'apicurio-registry-app'];
    // A repository of its own: the packed program would stay in the person's for nothing.
    const repository = join(draft, 'maven');
    await runOrThrow(
      'mvn',
      [
        '-q',
        '-B',
        `-Dmaven.repo.local=${repository}`,
        // Newer ones want the parent's description, which Central does not have.
        'org.apache.maven.plugins:maven-dependency-plugin:2.8:get',
        `-Dartifact=${group}:${name}:${APICURIO}:tar.gz:all`,
        '-Dtransitive=false',
      ],
      DOWNLOAD_MS,
    );
    const packed = join(repository, ...group.split('.'), name, APICURIO, `${name}-${APICURIO}-all.tar.gz`);
    const unpacked = join(draft, 'app');
    mkdirSync(unpacked);
    await runOrThrow('tar', ['-xzf', packed, '-C', unpacked], DOWNLOAD_MS);
    if (!isRegistryCached()) renameSync(unpacked, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
