import { setTimeout as delay } from 'node:timers/promises';
import { redisCommentQueue } from '#lib/adapters/redis/comment-queue.ts';
import { redisCommentStream } from '#lib/adapters/redis/comment-stream.ts';
import { enqueueOf } from '#lib/comments/ingest.ts';
import type { Enqueue } from '#lib/ports.ts';
import { naturalShow } from './comments.ts';
import type { Figure } from './figures.ts';
import { cpuMsOfTree, withCpu } from './proc.ts';
import type { Bench } from './run.ts';
import { makeSeller } from './seller.ts';
import type { Part, World } from './world.ts';

const sellers = 4;
/** The recorded show lasts 20 minutes; it is laid into the time before now, so that each comment meets the product then on screen. */
const showMs = 20 * 60_000;

/** Fills the stream with `count` comments of the recorded show, for several sellers in turns, with no pipeline running. */
async function fill(world: World, count: number, run: string): Promise<void> {
  await world.emptyRedis();
  const { comments, pins } = await naturalShow();
  const base = Date.now() - showMs - 60_000;
  const passes = Math.ceil(count / comments.length / sellers);
  const handles: string[] = [];
  for (let n = 0; n < sellers; n += 1) {
    const seller = await makeSeller(world, { stockTimes: passes, pins: pins.map(({ code, at }) => ({ code, at: base + at * 1000 })) });
    handles.push(seller.handle);
  }
  const queue = redisCommentQueue(world.redis);
  let batch: Enqueue[] = [];
  for (let n = 0; n < count; n += 1) {
    const line = comments[Math.floor(n / sellers) % comments.length]!;
    const comment = { streamer: handles[n % sellers]!, client: line.client, message: line.message, platform: line.platform, message_id: `${run}-${n}` };
    batch.push(enqueueOf(comment, new Date(base + line.at * 1000), { requestId: 'bench', keyless: false }));
    if (batch.length === 500 || n === count - 1) {
      await queue.push(batch);
      batch = [];
    }
  }
}

/** Rows a second that one connection inserts 500 at a time into a plain table without index or key: what the machine gives right now. */
async function bareInserts(world: World): Promise<number> {
  const { comments } = await naturalShow();
  const rows = world.sql.json(Array.from({ length: 500 }, (_, n) => comments[n % comments.length]!) as never);
  const statements = 40;
  await world.sql`create table private.bench_rows (platform text, client text, message text, id text, at timestamptz default now())`;
  const startedAt = performance.now();
  for (let n = 0; n < statements; n += 1) {
    await world.sql`
      insert into private.bench_rows (platform, client, message, id)
      select r.platform, r.client, r.message, r.id from jsonb_to_recordset(${rows}) as r (platform text, client text, message text, id text)`;
  }
  const tookMs = performance.now() - startedAt;
  await world.sql`drop table private.bench_rows`;
  return (statements * 500 * 1000) / tookMs;
}

async function drained(world: World, count: number, pipelines: readonly Part[]): Promise<number> {
  const stream = redisCommentStream(world.redis, world.redis);
  const giveUpAt = performance.now() + 180_000;
  while (performance.now() < giveUpAt) {
    if ((await stream.waiting()) === 0) {
      const [row] = await world.sql<{ open: number }[]>`select count(*)::int as open from private.requests`;
      if (row!.open === 0) return performance.now();
    }
    await delay(25);
  }
  throw new Error(`${count} comments were not drained in 180 s by ${pipelines.length} process(es)`);
}

async function drainWith(world: World, processes: number, count: number, note: Bench['note']): Promise<Figure[]> {
  const run = `drain-${processes}-${Date.now()}`;
  await fill(world, count, run);
  await world.sql`vacuum (analyze)`; // autovacuum would have, long before so many comments
  const bareBefore = await bareInserts(world);
  const walBefore = await world.sql<{ bytes: number }[]>`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`;
  const postmaster = world.stackPids().postgres[0]!;
  const postgresBefore = cpuMsOfTree(postmaster);
  const pipelines = await Promise.all(Array.from({ length: processes }, () => world.start('pipeline')));
  try {
    const { value: tookMs, cpuMs } = await withCpu(pipelines.map(({ pid }) => pid), async () => {
      const startedAt = performance.now();
      return (await drained(world, count, pipelines)) - startedAt;
    });
    const postgresMs = cpuMsOfTree(postmaster) - postgresBefore;
    const bare = (bareBefore + (await bareInserts(world))) / 2;
    const [done] = await world.sql<{ comments: number; claims: number; held: number; parked: number; seconds: number }[]>`
      with mine as (select m.id, m.created_at from public.chat_messages m where m.message_id like ${`${run}-%`})
      select (select count(*) from mine)::int as comments, (select extract(epoch from max(created_at) - min(created_at)) from mine)::float8 as seconds,
        (select count(*) from public.claims c join mine on mine.id = c.chat_message_id where c.entry in ('claim', 'cancellation'))::int as claims,
        (select count(*) from public.claims c join mine on mine.id = c.chat_message_id where c.outcome = 'held')::int as held,
        (select count(*) from public.parked_comments)::int as parked`;
    const [wal] = await world.sql<{ bytes: number }[]>`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`;
    const { comments, claims, held, parked, seconds } = done!;
    if (comments !== count || parked > 0) throw new Error(`${comments} of ${count} comments were recorded, ${parked} parked`);
    const perSecond = (count / tookMs) * 1000;
    note(`drain ${processes}: ${count} in ${Math.round(tookMs)} ms (rows ${seconds.toFixed(2)} s), ${claims} decisions, ${held} held, pipeline ${Math.round(cpuMs)} ms CPU, WAL ${Math.round((wal!.bytes - walBefore[0]!.bytes) / 1e6)} MB`);
    return [
      {
        measure: `drain, ${processes} pipeline process${processes > 1 ? 'es' : ''}`,
        value: perSecond,
        unit: '/s',
        beside: { what: 'rows/s plainly inserted', value: bare },
        ...(processes === 1 ? { aim: { of: 'figure', at: 'least', value: 5000 } as const } : {}),
        note: `${count} comments, ${claims} decisions (${held} orders) to the last one; CPU a comment: pipeline ${Math.round((cpuMs / count) * 1000)} us, Postgres ${Math.round((postgresMs / count) * 1000)} us`,
      },
    ];
  } finally {
    for (const part of pipelines) await part.stop();
  }
}

/**
 * Comments a second that pipeline processes take from a full stream to the database: understood, written, and every claim
 * among them decided. The clock runs from the process being ready to nothing being left. Comments of the recorded show.
 */
export async function measureDrain({ world, quick, note }: Bench): Promise<Figure[]> {
  const count = quick ? 15_000 : 50_000;
  return [...(await drainWith(world, 1, count, note)), ...(await drainWith(world, 2, count, note))];
}
