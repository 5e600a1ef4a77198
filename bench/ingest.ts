import { naturalShow, saidTo } from './comments.ts';
import { median, spreadOf, type Figure } from './figures.ts';
import { startHelper, type Helper } from './helper.ts';
import type { Closed, ClosedResult } from './load.ts';
import { withCpu } from './proc.ts';
import type { Bench } from './run.ts';

const connections = 50;

/**
 * `POST /comments` of one comment each, 50 keep-alive connections always busy, beside a bare node:http handler that does
 * the same Redis write; web and bare take turns, so that both meet the same machine. The figure is the median of the rounds.
 */
export async function measureIngest({ world, quick, note }: Bench): Promise<Figure[]> {
  const web = await world.start('web');
  const helpers: Helper[] = [];
  const start = async (file: string) => helpers[helpers.push(await startHelper(file, world.env)) - 1]!;
  try {
    const [load, bare] = [await start('load.ts'), await start('bare.ts')];
    const barePort = await bare.ask<number>('listen', { redisUrl: world.env.REDIS_URL });
    const { comments } = await naturalShow();
    const said = saidTo(['bench-ingest'], comments);
    const round = async (port: number, pid: number, name: string) => {
      await world.emptyRedis();
      const input: Closed = { port, connections, warmMs: 300, measuredMs: quick ? 1000 : 2000, comments: said, round: name };
      const { value, share, cpuMs } = await withCpu([pid], () => load.ask<ClosedResult>('closed', input));
      if (value.failed > 0) throw new Error(`${value.failed} requests failed in round ${name}`);
      // CPU is over the whole round, the warm-up too; what was answered then is in proportion.
      const requests = value.answered * ((input.warmMs + input.measuredMs) / input.measuredMs);
      note(`${name}: ${Math.round(value.perSecond)}/s, ${Math.round(share * 100)}% of a core`);
      return { ...value, cpuUs: (cpuMs * 1000) / requests, share };
    };
    await round(world.port, web.pid, 'warm-web');
    await round(barePort, bare.pid, 'warm-bare');
    const ours: Awaited<ReturnType<typeof round>>[] = [];
    const theirs: typeof ours = [];
    for (let n = 0; n < (quick ? 7 : 11); n += 1) {
      ours.push(await round(world.port, web.pid, `web-${n}`));
      theirs.push(await round(barePort, bare.pid, `bare-${n}`));
    }
    const ratios = ours.map((our, n) => our.perSecond / theirs[n]!.perSecond);
    const perSecond = median(theirs.map((one) => one.perSecond));
    const took = spreadOf(ours.flatMap((one) => one.tookMs));
    return [
      {
        measure: 'ingest, one comment a request',
        value: median(ratios) * perSecond,
        unit: '/s',
        beside: { what: '/s bare', value: perSecond },
        aim: { of: 'ratio', at: 'least', value: 0.8 },
        note: `median of ${ratios.length} ratios, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
      },
      {
        measure: 'ingest, CPU of the process a request',
        value: median(ours.map((one) => one.cpuUs)),
        unit: 'us',
        beside: { what: 'us bare', value: median(theirs.map((one) => one.cpuUs)) },
        note: `busy ${Math.round(median(ours.map((one) => one.share)) * 100)}% and ${Math.round(median(theirs.map((one) => one.share)) * 100)}% of a core`,
      },
      { measure: 'ingest, answer at full load p99', value: took.p99, unit: 'ms', note: `p50 ${took.p50}` },
    ];
  } finally {
    for (const helper of helpers) await helper.stop();
    await web.stop();
  }
}
