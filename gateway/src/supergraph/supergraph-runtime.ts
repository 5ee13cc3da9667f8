import '../disable-telemetry';
import { ApolloGateway } from '@apollo/gateway';
import type { Logger } from '@agora/platform/logging';
import type { GraphQLSchema } from 'graphql';
import { createPolicyEnforcer } from '../auth/policy-enforcer';
import type { PolicyEnforcer } from '../auth/policy-enforcer';
import type { TrustedDocument } from '../documents/trusted-documents';
import { executingGateway } from '../execution/executing-gateway';
import type { ServedGateway } from '../execution/executing-gateway';
import { SupergraphExecution } from '../execution/supergraph-execution';
import type { Sharing } from '../sharing/sharing';
import type { SubgraphSource } from '../subgraph-data-source';
import { readSupergraph } from './supergraph-version';
import type { SupergraphFiles, SupergraphVersion } from './supergraph-version';
import { watchFiles } from './watch-files';

/** What a listener gets to build its own plans on: a supergraph version and the roads of its subgraphs. */
export interface LoadedSupergraph {
  readonly version: SupergraphVersion;
  readonly apiSchema: GraphQLSchema;
  /** By subgraph name. A copy of this moment: later versions may add and drop some. */
  readonly dataSources: ReadonlyMap<string, SubgraphSource>;
}

export interface SupergraphRuntimeOptions {
  readonly files: SupergraphFiles;
  readonly createDataSource: (name: string, routingUrl: string) => SubgraphSource;
  readonly sharing: Sharing;
  readonly logger: Logger;
  /** What a version is planned for before it is served, and for how long at most. Default: nothing. */
  readonly warmUp?: { readonly documents: () => readonly TrustedDocument[]; readonly budgetMs: number };
  /** Whether to follow changes of the files. Default true. */
  readonly isWatching?: boolean;
}

/**
 * The supergraph that is served now, and the gateway that executes queries over it.
 *
 * Files that change are checked first and then taken over between two requests; files that cannot be served are
 * logged and the version before goes on. Schema and auth policy always change together.
 */
export class SupergraphRuntime {
  readonly gateway: ServedGateway;
  /** Of the current version, as Apollo Server's gateway uses it. */
  readonly execution: SupergraphExecution;
  private readonly stopping = new AbortController();
  /** The reload that runs or ran last. */
  private reloading: Promise<unknown> = Promise.resolve();
  private readonly sources = new Map<string, SubgraphSource>();
  private readonly listeners = new Set<(loaded: LoadedSupergraph) => void>();
  private version: SupergraphVersion | undefined;
  private enforcer: PolicyEnforcer | undefined;
  private latest: LoadedSupergraph | undefined;
  private update: ((sdl: string) => void) | undefined;

  constructor(private readonly options: SupergraphRuntimeOptions) {
    const loader = new ApolloGateway({
      supergraphSdl: async ({ update }) => {
        const version = await readSupergraph(options.files);
        await this.warmUp(version);
        this.adopt(version);
        this.update = update;
        return { supergraphSdl: version.sdl, cleanup: this.startWatching() };
      },
      buildService: ({ name, url }) => this.sourceOf(name, url ?? ''),
      __exposeQueryPlanExperimental: false,
      serviceHealthCheck: false,
      logger: quiet(options.logger),
    });
    this.execution = new SupergraphExecution((name) => this.sources.get(name), options.sharing);
    this.gateway = executingGateway(loader, this.execution);
    this.gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
      this.announce(apiSchema);
    });
  }

  /** @throws Error when asked before the first load. */
  get current(): SupergraphVersion {
    if (this.version === undefined) throw new Error('The supergraph is not loaded yet');
    return this.version;
  }

  /** The auth policy of the current version. */
  get policy(): PolicyEnforcer {
    if (this.enforcer === undefined) throw new Error('The supergraph is not loaded yet');
    return this.enforcer;
  }

  get isLoaded(): boolean {
    return this.latest !== undefined;
  }

  /** Calls `listener` with the current version, if there is one, and with every later one. */
  onLoad(listener: (loaded: LoadedSupergraph) => void): () => void {
    this.listeners.add(listener);
    if (this.latest !== undefined) listener(this.latest);
    return () => this.listeners.delete(listener);
  }

  /**
   * Reads the files now; after a reload that is still running. Resolves to whether a new version was taken over; a version that
   * is refused is logged.
   */
  reload(): Promise<boolean> {
    const reload = this.reloading.then(() => this.reloadNow());
    this.reloading = reload;
    return reload;
  }

  private async reloadNow(): Promise<boolean> {
    try {
      const next = await readSupergraph(this.options.files);
      if (next.id === this.version?.id || this.update === undefined) return false;
      await this.warmUp(next);
      if (this.stopping.signal.aborted) return false;
      this.takeOver(next, this.update);
      this.options.logger.info({ supergraph: next.id }, 'supergraph replaced');
      return true;
    } catch (error) {
      this.options.logger.error({ err: error }, 'the changed supergraph is refused; the one before stays');
      return false;
    }
  }

  private async warmUp(version: SupergraphVersion): Promise<void> {
    const { warmUp, logger } = this.options;
    if (warmUp === undefined || warmUp.budgetMs === 0) return;
    const startedMs = performance.now();
    const report = await this.execution.prepare(version, {
      documents: warmUp.documents(),
      budgetMs: warmUp.budgetMs,
      signal: this.stopping.signal,
    });
    const durationMs = Math.round(performance.now() - startedMs);
    logger.info(
      { supergraph: version.id, ...report, durationMs },
      'operations planned before they are asked for',
    );
  }

  /** Synchronous from here to the end, so no request sees the schema of one version and the policy of the other. */
  private takeOver(next: SupergraphVersion, update: (sdl: string) => void): void {
    const previous = this.version;
    this.adopt(next);
    try {
      update(next.sdl);
    } catch (error) {
      if (previous !== undefined) this.adopt(previous);
      throw error;
    }
  }

  private adopt(version: SupergraphVersion): void {
    this.version = version;
    this.enforcer = createPolicyEnforcer(version.policy);
  }

  private sourceOf(name: string, routingUrl: string): SubgraphSource {
    const source = this.options.createDataSource(name, routingUrl);
    this.sources.set(name, source);
    return source;
  }

  private announce(apiSchema: GraphQLSchema): void {
    const names = new Set(this.current.subgraphs.map(({ name }) => name));
    const dataSources = new Map([...this.sources].filter(([name]) => names.has(name)));
    this.latest = { version: this.current, apiSchema, dataSources };
    for (const listener of this.listeners) listener(this.latest);
  }

  private startWatching(): () => Promise<void> {
    const abort = (): void => {
      this.stopping.abort();
    };
    if (this.options.isWatching === false)
      return async () => {
        abort();
      };
    const stop = watchFiles({
      paths: [this.options.files.supergraphPath, this.options.files.authPolicyPath],
      onChange: () => void this.reload(),
      onError: (error) => {
        this.options.logger.warn({ err: error }, 'the supergraph files are not watched any more');
      },
    });
    return async () => {
      abort();
      stop();
    };
  }
}

/** The gateway library reports every load at info level; here that is debug. */
function quiet(logger: Logger): Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  const child = logger.child({ component: 'apollo-gateway' });
  return {
    debug: (message: unknown) => {
      child.trace(message);
    },
    info: (message: unknown) => {
      child.debug(message);
    },
    warn: (message: unknown) => {
      child.warn(message);
    },
    error: (message: unknown) => {
      child.error(message);
    },
  };
}
