/** A running exporter of spans. */
export interface Tracing {
  /** Sends what is buffered and ends. Waits at most three seconds for the collector; never rejects. */
  stop(): Promise<void>;
}

export interface TracingOptions {
  /** `service.name` of every span. */
  readonly serviceName: string;
  /** The environment of the process. */
  readonly env: NodeJS.ProcessEnv;
}

const OFF: Tracing = { stop: () => Promise.resolve() };
const FLUSH_LIMIT_MS = 3_000;

/**
 * Sends spans to the OTLP/HTTP collector at `OTEL_EXPORTER_OTLP_ENDPOINT`; without that variable nothing is
 * loaded and nothing is sent. Headers and sampling follow OpenTelemetry's own variables
 * (`OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER`). Call once per process, before anything makes spans.
 */
export async function startTracing(options: TracingOptions): Promise<Tracing> {
  const endpoint = options.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return OFF;
  // Loaded here because the SDK costs start-up time and memory that most processes do not need.
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { Resource } = await import('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: new Resource({ 'service.name': options.serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return {
    stop: async () => {
      const limit = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_LIMIT_MS).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), limit]);
    },
  };
}
