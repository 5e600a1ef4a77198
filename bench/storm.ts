import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { spreadOf, type Figure } from './figures.ts';
import type { Bench } from './run.ts';
import { makeSeller } from './seller.ts';

const buyers = 500;
const overMs = 2000;
const stockEach = 10;
const variantNames = ['S', 'M', 'L', 'XL', 'XXL'];

interface Answer {
  status: number;
  tookMs: number;
}

/** One order as a bridge on this machine sends it. */
function order(agent: Agent, port: number, body: object): Promise<Answer> {
  const startedAt = performance.now();
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/order/create', headers: { 'content-type': 'application/json', 'content-length': bytes.length } }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, tookMs: performance.now() - startedAt }));
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/**
 * 500 buyers who want one of 50 units in 5 variants within two seconds, over HTTP, while the pipeline does its work beside: how long an
 * order takes, and whether exactly 50 are held and everybody else waits in line. Throws when a unit is sold twice or lost.
 */
export async function measureStorm({ world, quick, note }: Bench): Promise<Figure[]> {
  const [pipeline, web] = [await world.start('pipeline'), await world.start('web')];
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  try {
    const took: number[] = [];
    for (let round = 0; round < (quick ? 2 : 5); round += 1) {
      const seller = await makeSeller(world, { stockTimes: 1, pins: [] });
      const [product] = await world.sql<{ id: string; variants: string[] }[]>`
        with p as (insert into public.products (streamer_id, code, name, price_minor, currency) values (${seller.id}, 'STORM', 'Storm', 1000, 'USD') returning id),
        v as (insert into public.variants (streamer_id, product_id, name, stock, position) select ${seller.id}, p.id, u.name, ${stockEach}, u.n from p, unnest(${variantNames}::text[]) with ordinality as u (name, n) returning id)
        select (select id from p) as id, array_agg(v.id) as variants from v`;
      if (!product) throw new Error('no product was made');
      const body = (n: number) => ({ product_id: product.id, variant_id: product.variants[n % variantNames.length], buyer: `buyer-${n}`, streamer: seller.handle, source: 'web', quantity: 1 });
      // The first round warms connections, plans and compiled code, as the minutes before a drop do.
      const answers = await Promise.all(Array.from({ length: buyers }, async (_, n) => {
        await delay((n * overMs) / buyers);
        return order(agent, world.port, body(n));
      }));
      const [after] = await world.sql<{ held: number; over: number; orders: number; waiting: number }[]>`
        select sum(v.held)::int as held, count(*) filter (where v.held + v.sold > v.stock)::int as over,
          (select count(*) from public.orders o where o.product_id = ${product.id} and o.status = 'pending')::int as orders,
          (select count(*) from public.waitlist w where w.product_id = ${product.id} and w.status = 'waiting')::int as waiting
        from public.variants v where v.product_id = ${product.id}`;
      const counts = Object.groupBy(answers, ({ status }) => String(status));
      const units = stockEach * variantNames.length;
      if (after?.held !== units || after.orders !== units || after.over !== 0 || after.waiting !== buyers - units || counts['201']?.length !== units || counts['409']?.length !== buyers - units) {
        throw new Error(`not exact: ${JSON.stringify({ after, statuses: Object.fromEntries(Object.entries(counts).map(([status, list]) => [status, list?.length])) })}`);
      }
      if (round > 0) took.push(...answers.map(({ tookMs }) => tookMs));
    }
    const spread = spreadOf(took);
    note(`storm: ${JSON.stringify(spread)}`);
    return [{ measure: `order over HTTP, ${buyers} buyers in ${overMs / 1000} s, p99`, value: spread.p99, unit: 'ms', aim: { of: 'figure', at: 'most', value: 250 }, note: `p50 ${spread.p50}, max ${spread.max}; exactly ${stockEach * variantNames.length} held each time` }];
  } finally {
    agent.destroy();
    await web.stop();
    await pipeline.stop();
  }
}
