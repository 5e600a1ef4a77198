import type { Redis } from 'ioredis';
import { fetchImage } from '#lib/adapters/fetch-image.ts';
import { lateJobs, openJobs } from '#lib/adapters/pgboss/jobs.ts';
import { connectPostgres, type Sql } from '#lib/adapters/postgres/connect.ts';
import { lateClassifier, loadClassifier } from '#lib/adapters/onnx/load-intents.ts';
import { redisCommentQueue } from '#lib/adapters/redis/comment-queue.ts';
import { redisCommentStream } from '#lib/adapters/redis/comment-stream.ts';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { serviceClient, tokenClient, type Db } from '#lib/adapters/supabase/clients.ts';
import { upstashCommentQueue } from '#lib/adapters/upstash/comment-queue.ts';
import { createEngine, type Vision } from '#lib/adapters/vision/engine.ts';
import { visionThread } from '#lib/adapters/vision/thread.ts';
import { systemClock, type Clock } from '#lib/core/time.ts';
import { keepFramesShort } from '#lib/frames/expire.ts';
import { keyFinder } from '#lib/keys/find.ts';
import type { Classifier, CommentQueue, CommentStream, Jobs, Log, PaymentProvider, Publisher } from '#lib/ports.ts';
import { orderDecider, type OrderDecider } from '#lib/orders/decide.ts';
import { createSights, type Sights } from '#lib/products/match-frames.ts';
import { pictureKeeper, type PictureKeeper } from '#lib/products/store-picture-features.ts';
import { createAnnouncer, type Announcer } from '#lib/realtime/announce.ts';
import { loadEnv, required, type Env } from './env.ts';
import { imageModelOf } from './image-model.ts';
import { openPayments } from './payments.ts';
import { buyerLimit, changeLimit, ingestLimits, signInLimit, testMessageLimit, type IngestLimits } from './limits.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { shared } from './shared.ts';
import { watchWaiting, type Waiting } from './waiting.ts';

/** Everything the web side reaches the world through. */
export interface WebCtx {
  env: Env;
  /** Our own server stands in front: it sets the internal headers and strips them from what others send. */
  frontDoor: boolean;
  log: Log;
  metrics: Metrics;
  clock: Clock;
  /** null on a serverless host with Upstash only. */
  redis: Redis | null;
  stream: CommentStream | null;
  queue: CommentQueue;
  sql: Sql;
  service: Db;
  /** Checks access tokens, nothing else. */
  tokens: Db;
  classifier: Classifier;
  vision: Vision;
  /** Prepares catalogue pictures for the matcher. */
  keeper: PictureKeeper;
  sights: Sights;
  fetchImage: typeof fetchImage;
  payments: PaymentProvider;
  decideOrder: OrderDecider;
  jobs: Jobs;
  findKey: ReturnType<typeof keyFinder>;
  limits: IngestLimits | null;
  limitChanges: ReturnType<typeof changeLimit>;
  limitSignIn: ReturnType<typeof signInLimit>;
  limitBuyers: ReturnType<typeof buyerLimit>;
  limitTestMessages: ReturnType<typeof testMessageLimit>;
  waiting: Waiting;
  announcer: Announcer;
  close(): Promise<void>;
}

const silent: Publisher = { emit: () => {} };

/** Wires the web side. `publisherFor` makes the publisher once Redis is there; without one, screens are not told. */
export function createWebCtx(env: Env, publisherFor?: (redis: Redis, log: Log) => Publisher): WebCtx {
  const log = createLog('web', env.LOG_LEVEL);
  const metrics = createMetrics('web');
  const redis = env.REDIS_URL ? connectRedis(env.REDIS_URL, log) : null;
  const sql = connectPostgres(required(env, 'DATABASE_URL'), { max: 10, name: 'claimcast-web', statementTimeoutMs: 10_000 });
  const stream = redis ? redisCommentStream(redis, redis) : null;
  const queue = redis ? redisCommentQueue(redis) : upstashCommentQueue(required(env, 'UPSTASH_REDIS_REST_URL'), required(env, 'UPSTASH_REDIS_REST_TOKEN'));
  const publisher = redis && publisherFor ? publisherFor(redis, log) : silent;
  const announcer = createAnnouncer({ sql, publisher, log });
  const service = serviceClient(env);
  // A serverless host runs no threads of ours beside a request.
  const imageModel = publisherFor ? imageModelOf(env) : undefined;
  const vision = publisherFor ? visionThread('./workers/vision-thread.ts', log, { data: { imageModel, logLevel: env.LOG_LEVEL } }) : createEngine();
  // Otherwise it starts with the first picture; a broken model should be known before.
  if (imageModel) void vision.model().catch(() => undefined);
  const keeper = pictureKeeper({ sql, service, vision, fetchImage, log });
  const expiry = publisherFor ? keepFramesShort({ sql, service, log }) : null;
  const jobs = lateJobs(() => openJobs({ url: required(env, 'DATABASE_URL'), name: 'claimcast-web-jobs', log, worker: false }));
  const waiting = watchWaiting({ stream, env, log, metrics });
  return {
    env,
    frontDoor: publisherFor !== undefined,
    log,
    metrics,
    clock: systemClock,
    redis,
    stream,
    queue,
    sql,
    service,
    tokens: tokenClient(env),
    classifier: lateClassifier(loadClassifier(env.INTENT_MODEL, log)),
    vision,
    keeper,
    sights: createSights({ sql, vision, keeper }),
    fetchImage,
    payments: openPayments(env),
    decideOrder: orderDecider(sql),
    jobs,
    findKey: keyFinder(sql),
    limits: ingestLimits(env, redis),
    limitChanges: changeLimit(redis),
    limitSignIn: signInLimit(env, redis),
    limitBuyers: buyerLimit(redis),
    limitTestMessages: testMessageLimit(redis),
    waiting,
    announcer,
    async close() {
      waiting.close();
      await expiry?.close();
      await Promise.all([keeper.close(), vision.close()]);
      await announcer.close();
      await jobs.close();
      redis?.disconnect();
      await sql.end({ timeout: 2 });
    },
  };
}

/** The custom server puts its wiring here, because Next bundles its own copy of this module. */
export function shareWebCtx(ctx: WebCtx): void {
  shared.claimcastWeb = ctx;
}

/** The wiring of this process; on a serverless host, where no custom server ran, it is made at the first request. */
export function webCtx(): WebCtx {
  shared.claimcastWeb ??= createWebCtx(loadEnv('serverless'));
  return shared.claimcastWeb;
}
