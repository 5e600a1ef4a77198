/** The pipeline's voice alone, a process of its own: its announcer and publisher, told of recorded comments at a rate. */
import { setTimeout as delay } from 'node:timers/promises';
import { connectPostgres } from '#lib/adapters/postgres/connect.ts';
import { connectRedis } from '#lib/adapters/redis/connect.ts';
import { createAnnouncer } from '#lib/realtime/announce.ts';
import { createLog } from '#lib/server/log.ts';
import { remotePublisher } from '#lib/server/publisher.ts';
import { answerParent } from './helper.ts';

const log = createLog('pipeline', 'warn');
const sql = connectPostgres(process.env.DATABASE_URL!, { max: 6, name: 'claimcast-bench-teller' });
const announcer = createAnnouncer({ sql, publisher: remotePublisher(connectRedis(process.env.REDIS_URL!, log, 'blocking')).publisher, log });

/** Announces these comments evenly; answers when each was announced, ms since 1970. */
async function tell({ showId, ids, perSecond }: { showId: string; ids: number[]; perSecond: number }): Promise<[id: number, at: number][]> {
  const announced: [number, number][] = [];
  const start = performance.now();
  for (const [n, id] of ids.entries()) {
    const wait = start + (n * 1000) / perSecond - performance.now();
    if (wait > 0.5) await delay(wait);
    announced.push([id, Date.now()]);
    announcer.comments(showId, [id]);
  }
  await delay(1000); // the last ones on their way
  return announced;
}

answerParent({ tell });
