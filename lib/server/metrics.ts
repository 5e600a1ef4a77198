import { AggregatorRegistry, Counter, Gauge, Histogram, Registry, collectDefaultMetrics, type MetricObjectWithValues, type MetricValue } from 'prom-client';
import type { Redis } from 'ioredis';
import { livingPipelines } from '#lib/health/pipelines.ts';

/** How long a process that stopped reporting stays in the figures. */
const reportTtlSeconds = 15;

/** One registry per process; `role` is a label on everything. */
export function createMetrics(role: 'web' | 'pipeline') {
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  collectDefaultMetrics({ register: registry, prefix: 'claimcast_' });
  const registers = [registry];
  new Gauge({ name: 'claimcast_process_id', help: 'The process these figures are of', registers }).set(process.pid);
  return {
    registry,
    accepted: new Counter({ name: 'claimcast_comments_accepted_total', help: 'Comments accepted into the stream', registers }),
    duplicates: new Counter({ name: 'claimcast_comments_duplicate_total', help: 'Comments that had been accepted before', registers }),
    refused: new Counter({ name: 'claimcast_comments_refused_total', help: 'Comments turned away', labelNames: ['code'] as const, registers }),
    ingestSeconds: new Histogram({ name: 'claimcast_ingest_seconds', help: 'Time to accept a request of comments', buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1], registers }),
    recorded: new Counter({ name: 'claimcast_comments_recorded_total', help: 'Comments written to the database', registers }),
    parked: new Counter({ name: 'claimcast_comments_parked_total', help: 'Comments put aside for a person', registers }),
    decided: new Counter({ name: 'claimcast_claims_decided_total', help: 'Decisions', labelNames: ['outcome'] as const, registers }),
    batchSeconds: new Histogram({ name: 'claimcast_batch_seconds', help: 'Time to take a batch of comments to the database', buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5], registers }),
    waiting: new Gauge({ name: 'claimcast_comments_waiting', help: 'Comments accepted and not yet processed', registers }),
    sockets: new Gauge({ name: 'claimcast_sockets', help: 'Connected dashboards', registers }),
    droppedSockets: new Counter({ name: 'claimcast_sockets_dropped_total', help: 'Dashboards disconnected because they could not keep up', registers }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;

const reportKeyOf = (name: string) => `pipelines:metrics:${name}`;

/** Leaves this process' figures in Redis, where the web process finds them. Safe to run twice. */
export async function reportMetrics(redis: Redis, name: string, metrics: Metrics): Promise<void> {
  await redis.set(reportKeyOf(name), JSON.stringify(await metrics.registry.getMetricsAsJSON()), 'EX', reportTtlSeconds);
}

async function reportsIn(redis: Redis): Promise<(string | null)[]> {
  const names = await livingPipelines(redis, new Date());
  return names.length > 0 ? redis.mget(names.map(reportKeyOf)) : [];
}

/** The figures of this process and of all that report, in Prometheus' text format. */
export async function collectMetrics(redis: Redis | null, own: Metrics): Promise<string> {
  const reports: MetricObjectWithValues<MetricValue<string>>[][] = [await own.registry.getMetricsAsJSON()];
  // Without Redis there are our own figures still: that is when somebody looks at them.
  for (const report of redis ? await reportsIn(redis).catch(() => []) : []) {
    if (report) reports.push(JSON.parse(report) as MetricObjectWithValues<MetricValue<string>>[]);
  }
  return AggregatorRegistry.aggregate(reports).metrics();
}
