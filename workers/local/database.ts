import path from 'node:path';
import postgres from 'postgres';
import { Fault } from './fault.ts';
import { type Keys, loadPorts, savePorts } from './keep.ts';
import { migrate, runFile } from './migrate.ts';
import { takePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { run } from './process.ts';
import type { Log, Step, Stop } from './stack.ts';
import { supervise } from './supervise.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const ROLES = path.join(ROOT, 'supabase', 'embedded', 'roles.sql');
const MIGRATIONS = path.join(ROOT, 'supabase', 'migrations');
const WRONG_PASSWORD = '28P01';
const GATEWAY = path.join(ROOT, 'workers', 'gateway.ts');

type Wanted = { dataDir: string; keys: Keys; stops: Stop[]; log: Log; step: Step };

/**
 * Embedded Postgres, what hosted Supabase has in it from the start, our migrations, and the gateway on top. Puts what
 * stops them on `stops` as they come up. Returns the four Supabase variables and CLAIMCAST_EMBEDDED.
 */
export async function startDatabase({ dataDir, keys, stops, log, step }: Wanted): Promise<Record<string, string>> {
  const ports = loadPorts(dataDir);
  const server = await step('Postgres', () => startPostgres({ dataDir, password: keys.postgresPassword, port: ports.postgres }));
  stops.push(server.stop);
  const port = await takePort(ports.gateway);
  savePorts(dataDir, { postgres: server.port, gateway: port });
  const env = {
    DATABASE_URL: server.url,
    SUPABASE_URL: `http://127.0.0.1:${port}`,
    SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
    SUPABASE_SECRET_KEY: keys.secretKey,
    CLAIMCAST_EMBEDDED: '1',
  };
  const gatewayEnv = {
    ...process.env, ...env, GATEWAY_PORT: String(port), GATEWAY_JWT_SECRET: keys.jwtSecret, GATEWAY_STORAGE_DIR: path.join(dataDir, 'storage'),
  };
  await step('migrations', async () => {
    if (!(await hasStorage(server.url))) await provision(gatewayEnv);
    await runFile(server.url, ROLES);
    const applied = await migrate(server.url, MIGRATIONS);
    if (applied.length > 0 && !server.fresh) log(`applied ${applied.join(', ')}`);
  });
  const spec = { name: 'gateway', args: [GATEWAY], env: gatewayEnv, logFile: path.join(dataDir, 'log', 'gateway.log'), readyMs: 30_000, stopMs: 5_000 };
  const gateway = await step('gateway', () => supervise(spec, { log })); // after the migrations: it does not see later tables
  stops.push(gateway.stop);
  return env;
}

async function hasStorage(databaseUrl: string): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ found: boolean }[]>`select to_regclass('storage.objects') is not null as found`;
    return row?.found ?? false;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== WRONG_PASSWORD) throw error;
    throw new Fault('the database does not take the password of keys.json: restore that file, or remove the data folder to begin anew', { cause: error });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** In a process of its own, so that the supervisor stays small. */
async function provision(env: NodeJS.ProcessEnv): Promise<void> {
  const ran = await run(process.execPath, [GATEWAY, '--provision'], { env });
  if (ran.code !== 0) throw new Fault('the auth and storage tables could not be made', { detail: ran.output });
}
