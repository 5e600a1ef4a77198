import { setTimeout as delay } from 'node:timers/promises';
import { naturalShow, saidTo } from './comments.ts';
import { spreadOf, type Figure } from './figures.ts';
import { startHelper } from './helper.ts';
import type { Open, OpenResult } from './load.ts';
import { cpuMsOf, withCpu } from './proc.ts';
import type { Bench } from './run.ts';
import type { Seen } from './screens.ts';
import { makeSeller, type BenchSeller } from './seller.ts';
import type { World } from './world.ts';

const perSecond = 500;

/** Puts another product on screen about every second, as the recorded show does in its 20 minutes. */
async function keepPinning({ sql }: World, sellers: readonly BenchSeller[], signal: AbortSignal): Promise<void> {
  for (let n = 0; ; n += 1) {
    for (const { id, showId, products } of sellers) {
      const codes = [...products.values()];
      await sql`insert into public.pins (streamer_id, show_id, product_id) values (${id}, ${showId}, ${codes[n % codes.length]!})`;
    }
    try {
      await delay(1000, undefined, { signal });
    } catch {
      return; // told to stop
    }
  }
}

async function withShows({ world, quick, note }: Bench, shows: number): Promise<Figure[]> {
  await world.emptyRedis();
  const seconds = quick ? 8 : 20;
  const { comments, pins } = await naturalShow();
  const sellers: BenchSeller[] = [];
  for (let n = 0; n < shows; n += 1) sellers.push(await makeSeller(world, { stockTimes: 10, pins: [{ code: pins[0]!.code, at: Date.now() - 60_000 }] }));
  await world.sql`vacuum (analyze)`;
  const [pipeline, web] = [await world.start('pipeline'), await world.start('web')];
  const [load, screens] = [await startHelper('load.ts', world.env), await startHelper('screens.ts', world.env)];
  const stop = new AbortController();
  const pinning = keepPinning(world, sellers, stop.signal);
  try {
    for (const { cookie, showId } of sellers) await screens.ask('watch', { port: world.port, cookie, showId });
    const run = (round: string, forSeconds: number) => {
      const input: Open = { port: world.port, connections: 32, perSecond, seconds: forSeconds, comments: saidTo(sellers.map(({ handle }) => handle), comments), round };
      return load.ask<OpenResult>('open', input);
    };
    const warm = await run(`warm-${Date.now()}`, 3); // connections, plans and compiled code, as after the first minute of a show
    await screens.ask<Seen>('seen', { expected: warm.sent.length, withinMs: 5000 });
    const since = new Date();
    const { postgres, redis } = world.stackPids();
    const pids = [web.pid, pipeline.pid, redis, ...postgres];
    const cpu = { web: cpuSince(web.pid), pipeline: cpuSince(pipeline.pid) };
    const { value: sent, share } = await withCpu(pids, () => run(`run-${Date.now()}`, seconds));
    const seen = await screens.ask<Seen>('seen', { expected: sent.sent.length, withinMs: 10_000 });
    note(`latency ${shows}: ${sent.sent.length} sent, ${sent.failed} failed, ${seen.comments.length} seen, ${seen.orders.length} orders, ${seen.ticks} ticks, ${seen.resyncs} resyncs, ${Math.round(share * 100)}% of a core together, web ${cpu.web()}, pipeline ${cpu.pipeline()}`);
    const sentAt = new Map(sent.sent.map((one) => [one.key, one.sentAt]));
    const after = (list: Seen['comments']) => list.flatMap(([key, at]) => (sentAt.has(key) ? [at - sentAt.get(key)!] : []));
    // What was granted at once; an order that someone got from the waitlist later is not late.
    const committed = await world.sql<{ client: string; said_at: string; ms: number }[]>`
      select m.client, c.said_at, extract(epoch from pg_xact_commit_timestamp(c.xmin) - c.said_at)::float8 * 1000 as ms
      from public.claims c join public.chat_messages m on m.id = c.chat_message_id where c.entry = 'claim' and c.outcome = 'held' and c.said_at >= ${since} and c.show_id = any (${sellers.map(({ showId }) => showId)})`;
    const comment = spreadOf(after(seen.comments));
    const granted = new Set(committed.map((row) => `${row.client}|${row.said_at}`));
    const order = spreadOf(after(seen.orders.filter(([key]) => granted.has(key))));
    const accept = spreadOf(sent.sent.map(({ acceptedAfterMs }) => acceptedAfterMs));
    const commit = spreadOf(committed.map(({ ms }) => ms));
    const at = `at 500/s, ${shows} show${shows > 1 ? 's' : ''}`;
    const line = (what: string, spread: typeof comment, most: number, note = ''): Figure => ({
      measure: `${what}, ${at}, p99`,
      value: spread.p99,
      unit: 'ms',
      aim: { of: 'figure', at: 'most', value: most },
      note: `p50 ${spread.p50}, p95 ${spread.p95}, max ${spread.max} of ${spread.count}${note}`,
    });
    const missing = sent.sent.length - seen.comments.length;
    return [
      line('comment accepted', accept, 20, sent.failed > 0 ? `; ${sent.failed} FAILED` : ''),
      line('comment on the dashboard', comment, 150, missing > 0 ? `; ${missing} not seen, ${seen.resyncs} resyncs` : ''),
      line('order committed', commit, 50),
      line('order on the dashboard', order, 250, order.count < commit.count ? `; ${commit.count - order.count} not seen` : ''),
    ];
  } finally {
    stop.abort();
    await pinning;
    for (const one of [load, screens, web, pipeline]) await one.stop();
  }
}

/** Starts counting a process's CPU; the answer tells its share of one core since then. */
function cpuSince(pid: number): () => string {
  const [before, at] = [cpuMsOf(pid), performance.now()];
  return () => `${Math.round(((cpuMsOf(pid) - before) / (performance.now() - at)) * 100)}%`;
}

/**
 * 500 comments/s at random times for 20 s, most of them chat, each counted from the moment it was due to be sent until a
 * Socket.IO dashboard in another process has it, its order likewise; a decision until its transaction was committed.
 */
export async function measureLatency(bench: Bench): Promise<Figure[]> {
  return [...(await withShows(bench, 1)), ...(await withShows(bench, 4))];
}
