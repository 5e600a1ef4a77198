import { z } from 'zod';
import { channelStates } from '#lib/messages/channels.ts';
import { imageModelOf } from '#lib/server/image-model.ts';
import type { WebCtx } from '#lib/server/ctx.ts';
import { livingPipelines } from './pipelines.ts';

const Part = z.object({ status: z.enum(['ok', 'degraded', 'down']), took_ms: z.number().optional(), detail: z.string().optional() });
type Part = z.infer<typeof Part>;

/** The body of GET /health: one entry for each thing this installation rests on. */
export const Health = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  database: Part,
  redis: Part,
  supabase: Part,
  pipeline: Part,
  waiting: z.object({ status: z.enum(['ok', 'degraded', 'down']), comments: z.number().int(), degraded_above: z.number().int(), refused_above: z.number().int() }),
  classifier: Part,
  /** The encoder that ranks products by looks; without a `detail`, none is asked for. */
  image_model: Part,
  /** `detail`: `stripe`, or `test` where no real money moves. */
  payments: Part,
  /** `detail`: the channels that are connected, such as `whatsapp, email`, or `none`. */
  messages: Part,
});
export type Health = z.infer<typeof Health>;

const checkMs = 1500;

async function timed(check: () => Promise<string | undefined>): Promise<Part> {
  const startedAt = performance.now();
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer in time')), checkMs).unref());
  try {
    const detail = await Promise.race([check(), late]);
    return { status: 'ok', took_ms: Math.round(performance.now() - startedAt), ...(detail ? { detail } : {}) };
  } catch {
    // The reason is in the log of whoever uses it; here only what a stranger may know.
    return { status: 'down', took_ms: Math.round(performance.now() - startedAt), detail: 'not reachable' };
  }
}

/** As the vision's thread said it: asking could wait behind pictures. */
function looksOf({ env, vision }: Pick<WebCtx, 'env' | 'vision'>): Part {
  const { looks } = vision;
  if (looks?.problem) return { status: 'degraded', detail: looks.problem };
  const detail = looks?.encoder ?? (imageModelOf(env) && !looks ? 'loading' : undefined);
  return { status: 'ok', ...(detail ? { detail } : {}) };
}

/** How this installation is set up: asking the vendors is for the check before a show. */
function sellingOf({ env, payments }: Pick<WebCtx, 'env' | 'payments'>): Pick<Health, 'payments' | 'messages'> {
  const connected = channelStates(env).flatMap(({ channel, connected: is }) => (is ? [channel] : []));
  return { payments: { status: 'ok', detail: payments.isTest ? 'test' : payments.name }, messages: { status: 'ok', detail: connected.join(', ') || 'none' } };
}

/** Asks everything at once, 1.5 s at most. `down` means comments cannot be accepted or orders not be written. */
export async function checkHealth(ctx: WebCtx): Promise<Health> {
  const { redis, sql, env } = ctx;
  const [database, redisPart, supabase, pipelines] = await Promise.all([
    timed(async () => void (await sql`select 1`)),
    timed(async () => {
      if (redis) await redis.ping();
      return redis ? undefined : 'over REST; not asked';
    }),
    timed(async () => {
      const { error } = await ctx.service.from('streamers').select('id').limit(1);
      if (error) throw new Error(error.code);
      return undefined;
    }),
    redis ? livingPipelines(redis, ctx.clock.now()).catch(() => []) : Promise.resolve([]),
  ]);
  const level = ctx.waiting.level();
  const pipeline: Part = !redis
    ? { status: 'ok', detail: 'runs elsewhere' }
    : pipelines.length > 0
      ? { status: 'ok', detail: `${pipelines.length} running` }
      : { status: 'degraded', detail: 'none is running: comments are accepted and wait' };
  const waiting = { status: level === 'refused' ? ('down' as const) : level, comments: ctx.waiting.count(), degraded_above: env.WAITING_DEGRADED, refused_above: env.WAITING_REFUSED };
  const down = database.status === 'down' || redisPart.status === 'down';
  const classifier: Part = ctx.classifier.problem ? { status: 'degraded', detail: ctx.classifier.problem } : { status: 'ok', detail: ctx.classifier.name };
  const imageModel = looksOf(ctx);
  const degraded = classifier.status !== 'ok' || imageModel.status !== 'ok' || supabase.status !== 'ok' || pipeline.status !== 'ok' || level !== 'ok';
  return { status: down ? 'down' : degraded ? 'degraded' : 'ok', database, redis: redisPart, supabase, pipeline, waiting, classifier, image_model: imageModel, ...sellingOf(ctx) };
}
