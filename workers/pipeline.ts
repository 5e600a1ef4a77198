/**
 * The pipeline: takes comments from the stream, understands and records them, decides claims in order of acceptance,
 * ends holds whose time is over, and tells the screens; does the jobs that follow: payments, messages. Any number may run; killed at any point, another goes on.
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { openJobs, type JobRunner } from '#lib/adapters/pgboss/jobs.ts';
import { loadClassifier } from '#lib/adapters/onnx/load-intents.ts';
import { connectPostgres } from '#lib/adapters/postgres/connect.ts';
import { isPassing } from '#lib/adapters/postgres/faults.ts';
import { ensureGroup, forgetConsumers, redisCommentStream } from '#lib/adapters/redis/comment-stream.ts';
import { isRedisAway } from '#lib/adapters/redis/faults.ts';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { redisProblem } from '#lib/adapters/redis/version.ts';
import { expireHolds } from '#lib/claims/expire.ts';
import type { Change } from '#lib/claims/schema.ts';
import { settle } from '#lib/claims/settle.ts';
import { processEntries, type ProcessCtx } from '#lib/comments/process.ts';
import { remindHolds } from '#lib/messages/remind.ts';
import { dispatchOutbox } from '#lib/outbox/dispatch.ts';
import { sayAlive, sayEnded } from '#lib/health/pipelines.ts';
import { createAnnouncer } from '#lib/realtime/announce.ts';
import { loadEnv, required } from '#lib/server/env.ts';
import { jobHandlers } from '#lib/server/job-handlers.ts';
import { createLog } from '#lib/server/log.ts';
import { createMetrics, reportMetrics } from '#lib/server/metrics.ts';
import { remotePublisher } from '#lib/server/publisher.ts';
import { deskLoader } from '#lib/streamers/desk.ts';

const env = loadEnv('pipeline');
const name = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
const log = createLog('pipeline', env.LOG_LEVEL);
const metrics = createMetrics('pipeline');

const redisUrl = required(env, 'REDIS_URL');
const redis = connectRedis(redisUrl, log);
const reader = connectRedis(redisUrl, log, 'blocking');
const realtime = connectRedis(redisUrl, log, 'blocking');
const sql = connectPostgres(required(env, 'DATABASE_URL'), { max: 6, name: 'claimcast-pipeline' });
// Jobs come in bursts: on connections of their own, no claim stands in line behind a message.
const jobSql = connectPostgres(required(env, 'DATABASE_URL'), { max: 2, name: 'claimcast-pipeline-jobs' });
const stream = redisCommentStream(reader, redis);
const remote = remotePublisher(realtime);
const announcer = createAnnouncer({ sql, publisher: remote.publisher, log });
const classifier = await loadClassifier(env.INTENT_MODEL, log);
const ctx: ProcessCtx = {
  sql,
  stream,
  classifier,
  desksOf: deskLoader(sql, (streamerId, showId) => announcer.show(streamerId, showId, true)),
  announcer,
  log,
  maxDeliveries: env.PIPELINE_MAX_DELIVERIES,
};

const stopping = new AbortController();
const stopped = () => stopping.signal.aborted;

/** Waits, or less when the process is asked to stop. */
async function pause(ms: number): Promise<void> {
  await delay(ms, undefined, { signal: stopping.signal }).catch((error: unknown) => {
    if (!stopped()) throw error;
  });
}

/** Runs `step` until it succeeds, waiting longer each time, for as long as its errors are of the kind that passes. */
async function persist<T>(what: string, step: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (stopped() || !(isPassing(error) || isRedisAway(redis, error))) throw error;
      log.warn({ what, attempt, error }, 'pipeline.retrying');
      await pause(Math.min(5000, 250 * 2 ** attempt));
    }
  }
}

async function processBatch(entries: Awaited<ReturnType<typeof stream.read>>, before?: Promise<void>): Promise<void> {
  const end = metrics.batchSeconds.startTimer();
  const done = await persist('process', () => processEntries(ctx, entries, before));
  end();
  metrics.recorded.inc(done.fresh);
  metrics.parked.inc(done.parked);
  decideSoon();
}

/** One batch is understood while the database writes the one before it; they are written in turn, so that messages keep their order. */
async function readLoop(): Promise<void> {
  let written = Promise.resolve();
  try {
    while (!stopped()) {
      const entries = await persist('read', () => stream.read(name, env.PIPELINE_BATCH, 500));
      if (entries.length === 0) continue;
      const before = written;
      written = processBatch(entries, before).catch((error: unknown) => fatal('process', error));
      await before;
    }
  } finally {
    await written;
  }
}

/** What a dead process left behind; an entry that kills us again is alone then, and counted alone. */
async function takeOverLoop(): Promise<void> {
  while (!stopped()) {
    const entries = await persist('take over', () => stream.takeOver(name, env.PIPELINE_TAKEOVER_MS, 100));
    if (entries.length > 0) await processBatch(entries);
    else await pause(Math.min(1000, env.PIPELINE_TAKEOVER_MS));
  }
}

let deciding: Promise<void> | undefined;
let decideAgain = false;

function announce(changes: readonly Change[]): void {
  announcer.changes(changes);
  for (const change of changes) metrics.decided.inc({ outcome: change.outcome });
}

/** Decides now, or right after the decision that is running. */
function decideSoon(): void {
  if (deciding) {
    decideAgain = true;
    return;
  }
  deciding = persist('settle', () => settle(sql, stream))
    .then(announce)
    .catch((error: unknown) => fatal('settle', error))
    .finally(() => {
      deciding = undefined;
      if (!decideAgain) return;
      decideAgain = false;
      decideSoon();
    });
}

/** Twice a second: decisions that waited for another process' comments, and holds that have ended. */
async function clockLoop(): Promise<void> {
  while (!stopped()) {
    decideSoon();
    announce(await persist('expire', () => expireHolds(sql)));
    await pause(500);
  }
}

let jobs: JobRunner | undefined;
/** At most this many rows of the outbox become jobs in one transaction. */
const outboxRows = 200;

/** Four times a second: what was written into the outbox becomes jobs, which this process and others work off. */
async function outboxLoop(): Promise<void> {
  const runner = await persist('jobs', () => openJobs({ url: required(env, 'DATABASE_URL'), name: 'claimcast-jobs', log, worker: true }));
  jobs = runner;
  await persist('jobs', () => runner.work(jobHandlers({ env, sql: jobSql, log, jobs: runner, announcer })));
  while (!stopped()) {
    const taken = await persist('outbox', () => dispatchOutbox(jobSql, runner, { limit: outboxRows }));
    if (taken < outboxRows) await pause(250);
  }
}

/** Buyers whose hold is about to end are told so. */
async function remindLoop(): Promise<void> {
  while (!stopped()) {
    await persist('remind', () => remindHolds(jobSql));
    await pause(5000);
  }
}

/** Tells the web process that we live, and how we do. */
async function reportLoop(): Promise<void> {
  while (!stopped()) {
    await persist('report', async () => {
      metrics.waiting.set(await stream.waiting());
      await sayAlive(redis, name, new Date());
      await reportMetrics(redis, name, metrics);
    });
    await pause(2000);
  }
}

function fatal(what: string, error: unknown): void {
  if (stopped()) return;
  log.error({ what, error }, 'pipeline.fatal');
  // The supervisor starts us again; what was not settled is taken over.
  process.exit(1);
}

let closing: Promise<void> | undefined;
function close(signal: string): Promise<void> {
  closing ??= (async () => {
    const startedAt = performance.now();
    stopping.abort();
    const late = setTimeout(() => process.exit(1), 8000);
    late.unref();
    await Promise.allSettled(loops);
    await deciding;
    announce(await settle(sql, stream).catch(() => []));
    await jobs?.close();
    await announcer.close();
    await remote.close();
    await sayEnded(redis, name).catch((error: unknown) => log.warn({ error }, 'pipeline.close'));
    for (const connection of [reader, realtime, redis]) connection.disconnect();
    await Promise.all([sql, jobSql].map((pool) => pool.end({ timeout: 3 })));
    log.info({ signal, tookMs: Math.round(performance.now() - startedAt) }, 'pipeline.stopped');
    process.exit(0);
  })();
  return closing;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close(signal));
process.on('disconnect', () => void close('parent gone'));

const problem = await persist('version', () => redisProblem(redis));
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
await persist('group', () => ensureGroup(redis));
await persist('group', () => forgetConsumers(redis));
// Whatever was announced while no pipeline ran may be lost: every open screen fetches again.
for (const { id } of await persist('shows', () => sql<{ id: string }[]>`select id from public.shows where status = 'live'`)) {
  remote.publisher.emit(`show:${id}`, 'resync', { reason: 'pipeline_started' });
}
const loops = [readLoop(), takeOverLoop(), clockLoop(), reportLoop(), ...(env.PIPELINE_JOBS ? [outboxLoop(), remindLoop()] : [])];
for (const loop of loops) loop.catch((error: unknown) => fatal('loop', error));
log.info({ consumer: name, classifier: classifier.name }, 'pipeline.ready');
process.send?.('ready');
