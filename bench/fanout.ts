import { randomUUID } from 'node:crypto';
import { quantile, type Figure } from './figures.ts';
import { startHelper, type Helper } from './helper.ts';
import { naturalShow } from './comments.ts';
import { withCpu } from './proc.ts';
import type { Bench } from './run.ts';
import { makeSeller } from './seller.ts';

const sockets = 1000;
const clients = 2;
const perSecond = 100;

type Delays = { steps: number[]; count: number; missing: number };

/**
 * 1,000 dashboards watch one show while 100 recorded comments a second are announced for 10 s by the pipeline's own
 * announcer and publisher: the time from each announcement until each dashboard has it. All dashboards share one session.
 */
export async function measureFanout({ world, quick, note }: Bench): Promise<Figure[]> {
  await world.emptyRedis();
  const { comments } = await naturalShow();
  const seller = await makeSeller(world, { stockTimes: 1, pins: [] });
  const count = perSecond * (quick ? 4 : 10);
  const rows = Array.from({ length: count }, (_, n) => ({ ...comments[n % comments.length]!, id: `${randomUUID()}` }));
  const recorded = await world.sql<{ id: number }[]>`
    insert into public.chat_messages (streamer_id, show_id, platform, client, message_id, dedupe_key, message, said_at, received_at, arrival)
    select ${seller.id}, ${seller.showId}, r.platform, r.client, r.id, r.id, r.message, now(), now(), 1
    from jsonb_to_recordset(${world.sql.json(rows as never)}) as r (platform text, client text, id text, message text) returning id`;
  await world.sql`vacuum (analyze)`;
  const web = await world.start('web');
  const crowds: Helper[] = [];
  const teller = await startHelper('teller.ts', world.env);
  try {
    const connectStartedAt = performance.now();
    for (let n = 0; n < clients; n += 1) crowds.push(await startHelper('crowd.ts', world.env));
    const watch = { port: world.port, cookie: seller.cookie, showId: seller.showId, count: sockets / clients };
    await Promise.all(crowds.map((crowd) => crowd.ask<number>('watch', watch)));
    const connectMs = performance.now() - connectStartedAt;
    note(`fan-out: ${sockets} dashboards in ${Math.round(connectMs)} ms`);
    const tell = (ids: number[]) => teller.ask<[number, number][]>('tell', { showId: seller.showId, ids, perSecond });
    await tell(recorded.slice(0, 100).map(({ id }) => id)); // compiled code and plans
    for (const crowd of crowds) await crowd.ask('delays', { announced: [] });
    const { value: announced, share } = await withCpu([web.pid], () => tell(recorded.map(({ id }) => id)));
    const delays = await Promise.all(crowds.map((crowd) => crowd.ask<Delays>('delays', { announced })));
    const steps = delays.flatMap((one) => one.steps).sort((a, b) => a - b);
    const missing = delays.reduce((sum, one) => sum + one.missing, 0);
    return [
      {
        measure: 'fan-out to 1,000 dashboards, 100 events/s, p99',
        value: quantile(steps, 0.99),
        unit: 'ms',
        aim: { of: 'figure', at: 'most', value: 100 },
        note: `p50 ${quantile(steps, 0.5)}, p95 ${quantile(steps, 0.95)} of ${delays.reduce((sum, one) => sum + one.count, 0)} deliveries, ${missing} missing`,
      },
      { measure: 'fan-out, CPU of web', value: share * 100, unit: '% of a core' },
      { measure: 'fan-out, 1,000 dashboards connect and watch', value: connectMs / 1000, unit: 's' },
    ];
  } finally {
    for (const one of [teller, ...crowds, web]) await one.stop();
  }
}
