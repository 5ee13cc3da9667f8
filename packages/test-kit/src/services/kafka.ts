import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startGuarded } from '@agora/platform/local-services';
import { outputOf, runOrThrow } from './commands';
import { byDocker } from './docker';
import { downloadKafka, isKafkaCached, javaProblem, kafkaHome } from './kafka-distribution';
import { accepts, byAddress, search } from './service-search';
import type { FoundService, MissingService, SearchOptions, Way } from './service-search';

const READY_MS = 60_000;

export interface KafkaSearchOptions extends SearchOptions {
  /**
   * A broker of one's own on this port, that tells clients to come to another one: what passes connections on between the
   * two can cut them. No broker that runs already and none in a container is taken then.
   */
  readonly behind?: { readonly port: number; readonly advertisedPort: number };
}

/**
 * A Kafka of one broker for this process: `AGORA_TEST_KAFKA_BROKERS` or `KAFKA_BROKERS`, a container, jars in the
 * cache, or jars by Maven when installing is allowed. One that is started here goes with this process and, without
 * `keepIn`, is empty.
 * Topics are never made by merely using them.
 */
export function findKafka(options: KafkaSearchOptions): Promise<FoundService | MissingService> {
  const running = [byAddress('AGORA_TEST_KAFKA_BROKERS', 'KAFKA_BROKERS'), byDocker(image, options)];
  return search(
    [...(options.behind === undefined ? running : []), byCachedJars(options), byMaven(options)],
    'run once with --install-services (needs java 17 and mvn), or set KAFKA_BROKERS',
  );
}

const image = {
  image: 'apache/kafka:4.1.1',
  port: 9092,
  address,
  environment: (port: number) => ({
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${String(port)}`,
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  }),
};

function byCachedJars({ keepIn, behind }: KafkaSearchOptions): Way {
  return {
    name: 'cached jars',
    take: async () =>
      isKafkaCached()
        ? ((await javaProblem()) ?? start(keepIn, behind))
        : `Kafka not found in ${kafkaHome()}`,
  };
}

function byMaven({ install, keepIn, behind }: KafkaSearchOptions): Way {
  return {
    name: 'maven',
    take: async () => {
      if (!install) return 'Kafka not found';
      const problem = await javaProblem();
      if (problem !== undefined) return problem;
      if ((await outputOf('mvn', ['--version'])) === undefined) return 'mvn not found';
      await downloadKafka();
      return start(keepIn, behind);
    },
  };
}

async function start(
  keepIn: string | undefined,
  behind: KafkaSearchOptions['behind'],
): Promise<Omit<FoundService, 'kind'> | string> {
  const port = behind?.port ?? (await freePort());
  const advertisedPort = behind?.advertisedPort ?? port;
  const controllerPort = await freePort();
  const directory =
    keepIn === undefined ? mkdtempSync(join(tmpdir(), 'agora-kafka-')) : join(keepIn, 'kafka');
  const [config, data] = [join(directory, 'server.properties'), join(directory, 'data')];
  mkdirSync(directory, { recursive: true });
  writeFileSync(config, serverProperties({ port, advertisedPort, controllerPort, data }));
  const java = ['-XX:+UseSerialGC', '-cp', `${join(kafkaHome(), 'conf')}:${join(kafkaHome(), 'lib')}/*`];
  if (!existsSync(join(data, 'meta.properties'))) await format(java, config);
  const broker = await startGuarded({
    program: 'java',
    args: ['-Xmx512m', '-Xms256m', ...java, 'kafka.Kafka', config],
    logFile: join(directory, 'kafka.log'),
    ...(keepIn === undefined ? { temporaryDirectory: directory } : {}),
  });
  const isUp = await Promise.race([accepts(port, READY_MS), broker.ended.then(() => false)]);
  if (!isUp) {
    await broker.stop();
    return 'Kafka did not start';
  }
  // An orderly shutdown takes seconds, and the log is whole without one.
  return {
    address: address(advertisedPort),
    how: `Kafka from ${kafkaHome()}`,
    stop: () => broker.stop(1_000),
    kill: () => broker.kill(),
  };
}

async function format(java: readonly string[], config: string): Promise<void> {
  const tool = [...java, 'kafka.tools.StorageTool'];
  const id = (await runOrThrow('java', [...tool, 'random-uuid'], READY_MS)).trim().split('\n').at(-1) ?? '';
  await runOrThrow('java', [...tool, 'format', '-t', id, '-c', config], READY_MS);
}

function serverProperties(node: {
  readonly port: number;
  readonly advertisedPort: number;
  readonly controllerPort: number;
  readonly data: string;
}): string {
  const [client, controller] = [`127.0.0.1:${String(node.port)}`, `127.0.0.1:${String(node.controllerPort)}`];
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${controller}
listeners=PLAINTEXT://${client},CONTROLLER://${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${String(node.advertisedPort)}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${node.data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`;
}

function address(port: number): string {
  return `127.0.0.1:${String(port)}`;
}
