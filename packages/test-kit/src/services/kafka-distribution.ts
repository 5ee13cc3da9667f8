// Apache Kafka's own jars, from Maven Central into a cache: enough for a broker, without Docker or an installer.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { outputOf, runOrThrow } from './commands';

const KAFKA = '4.1.1';
const LOG4J = '2.24.3';
const DOWNLOAD_MS = 300_000;
const LEAST_JAVA = 17;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>agora</groupId>
  <artifactId>kafka-distribution</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${LOG4J}</version></dependency>
  </dependencies>
</project>
`;

const logging = `rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %m (%c)%n
`;

/** The cache folder of this Kafka version: `lib/*.jar\` and \`conf/log4j2.properties`. */
export function kafkaHome(): string {
  const cache = process.env['AGORA_CACHE'] ?? join(homedir(), '.cache', 'agora');
  return join(cache, `kafka-${KAFKA}`);
}

export function isKafkaCached(): boolean {
  return existsSync(join(kafkaHome(), 'lib'));
}

/** Why Kafka's jars cannot run here, or undefined when they can. */
export async function javaProblem(): Promise<string | undefined> {
  const version = /version "(\d+)/.exec((await outputOf('java', ['-version'])) ?? '')?.[1];
  if (version === undefined) return 'java not found';
  return Number(version) < LEAST_JAVA
    ? `java ${version} is too old, ${String(LEAST_JAVA)} is needed`
    : undefined;
}

/**
 * Puts the jars into the cache; Maven checks their sums. Complete or not at all: an interrupted download leaves the
 * cache as it was.
 *
 * @throws Error with Maven's words when they cannot be had.
 */
export async function downloadKafka(): Promise<void> {
  const home = kafkaHome();
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(`${home}.`);
  const project = mkdtempSync(join(tmpdir(), 'agora-maven-'));
  try {
    writeFileSync(join(project, 'pom.xml'), pom);
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
    const args = [
      '-q',
      '-B',
      '-f',
      join(project, 'pom.xml'),
      goal,
      `-DoutputDirectory=${join(draft, 'lib')}`,
    ];
    await runOrThrow('mvn', args, DOWNLOAD_MS);
    mkdirSync(join(draft, 'conf'));
    writeFileSync(join(draft, 'conf', 'log4j2.properties'), logging);
    if (!isKafkaCached()) renameSync(draft, home);
  } finally {
    rmSync(project, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}
