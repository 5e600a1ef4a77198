import { setTimeout as delay } from 'node:timers/promises';
import { naturalShow, saidTo } from './comments.ts';
import { median, type Figure } from './figures.ts';
import { startHelper } from './helper.ts';
import type { OpenResult } from './load.ts';
import { memoryOf } from './proc.ts';
import type { Bench } from './run.ts';
import { makeSeller } from './seller.ts';

/**
 * Resident memory of each process, just started and after a load (500 comments/s for 20 s), and how long each takes to
 * start. Postgres is all its processes together, pages they share counted once.
 */
export async function measureMemory({ world, quick, note }: Bench): Promise<Figure[]> {
  await world.emptyRedis();
  const seller = await makeSeller(world, { stockTimes: 10, pins: [] });
  const starts: { web: number[]; pipeline: number[] } = { web: [], pipeline: [] };
  for (let n = 0; n < 2; n += 1) {
    for (const name of ['pipeline', 'web'] as const) {
      const part = await world.start(name);
      starts[name].push(part.readyMs);
      await part.stop();
    }
  }
  const [pipeline, web] = [await world.start('pipeline'), await world.start('web')];
  starts.pipeline.push(pipeline.readyMs);
  starts.web.push(web.readyMs);
  const load = await startHelper('load.ts', world.env);
  try {
    await delay(2000); // what starting needed is given back by then
    const measure = () => {
      const { postgres, redis, gateway } = world.stackPids();
      return {
        web: memoryOf(web.pid).rssMb,
        pipeline: memoryOf(pipeline.pid).rssMb,
        gateway: memoryOf(gateway).rssMb,
        Redis: memoryOf(redis).rssMb,
        Postgres: postgres.reduce((sum, pid) => sum + (memoryOf(pid).pssMb || 0), 0),
      };
    };
    const idle = measure();
    const { comments } = await naturalShow();
    const input = { port: world.port, connections: 32, perSecond: 500, seconds: quick ? 5 : 20, comments: saidTo([seller.handle], comments), round: `memory-${Date.now()}` };
    await load.ask<OpenResult>('open', input);
    await delay(1000);
    const loaded = measure();
    note(`memory idle ${JSON.stringify(idle)} loaded ${JSON.stringify(loaded)}`);
    const names = Object.keys(idle) as (keyof typeof idle)[];
    return [
      ...names.map((name): Figure => ({ measure: `memory of ${name} after load`, value: loaded[name], unit: 'MB', beside: { what: 'MB idle', value: idle[name] } })),
      { measure: 'start of database, gateway, Redis, first', value: world.startMs.first / 1000, unit: 's' },
      { measure: 'start of database, gateway, Redis, next', value: world.startMs.next / 1000, unit: 's' },
      { measure: 'start of web', value: median(starts.web) / 1000, unit: 's' },
      { measure: 'start of pipeline', value: median(starts.pipeline) / 1000, unit: 's' },
    ];
  } finally {
    for (const one of [load, web, pipeline]) await one.stop();
  }
}
