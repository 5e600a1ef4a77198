import { startDatabase } from './database.ts';
import { claimFolder } from './data-folder.ts';
import { Fault, oneLine } from './fault.ts';
import { loadKeys, loadPorts, savePorts } from './keep.ts';
import { startRedis } from './redis.ts';

export type Log = (line: string) => void;
/** Runs one named step; `npm start` shows it with a tick and its milliseconds. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;
export type Stop = () => Promise<void>;
export type Stack = {
  /** DATABASE_URL, SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY, REDIS_URL; CLAIMCAST_EMBEDDED=1 when the database is ours. */
  env: Record<string, string>;
  /** Stops what was started, in reverse order, and gives the folder back. Safe to call twice. */
  stop: Stop;
};
export type StackOptions = {
  /** Absolute path. */
  dataDir: string;
  log: Log;
  step?: Step;
  /** What may name services that are then not started; `process.env` when not given. */
  named?: Record<string, string | undefined>;
};

const SUPABASE = ['DATABASE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY'];

/**
 * Starts what the environment does not name (Postgres with the gateway, Redis), migrates, and returns the environment of
 * the processes that use it. When a step fails everything started is stopped again. Fault: what a person can mend.
 */
export async function startStack({ dataDir, log, step = (_, work) => work(), named = process.env }: StackOptions): Promise<Stack> {
  const supabase = namedSupabase(named);
  const redisUrl = named['REDIS_URL'];
  const release = claimFolder(dataDir);
  const stops: Stop[] = [];

  async function stop(): Promise<void> {
    for (const one of stops.splice(0).reverse()) {
      await one().catch((error: unknown) => log(`while stopping: ${oneLine(error)}`)); // the next ones must stop too
    }
    release();
  }

  const keys = loadKeys(dataDir);
  const parts = await Promise.allSettled([
    supabase ?? startDatabase({ dataDir, keys, stops, log, step }),
    redisUrl ? { REDIS_URL: redisUrl } : startQueue(),
  ]);
  const failed = parts.find((part) => part.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { env: Object.assign({}, ...parts.map((part) => part.status === 'fulfilled' && part.value)), stop };

  async function startQueue(): Promise<Record<string, string>> {
    const redis = await step('Redis', () => startRedis({ dataDir, password: keys.redisPassword, port: loadPorts(dataDir).redis, log }));
    stops.push(redis.stop);
    savePorts(dataDir, { redis: redis.port });
    return { REDIS_URL: redis.url };
  }
}

/** Supabase as the environment names it: all four variables or none. Fault when some are missing. */
function namedSupabase(env: Record<string, string | undefined>): Record<string, string> | undefined {
  const missing = SUPABASE.filter((name) => !env[name]);
  if (missing.length === SUPABASE.length) return undefined;
  const present = SUPABASE.filter((name) => env[name]);
  if (missing.length > 0) throw new Fault(`${present.join(', ')} set without ${missing.join(', ')}: set all four, or none for the embedded database`);
  return Object.fromEntries(SUPABASE.map((name) => [name, env[name] ?? '']));
}
