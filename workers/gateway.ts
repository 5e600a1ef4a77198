import { serve } from '@hono/node-server';
import { z } from 'zod';
import { createGateway, provision } from '#lib/adapters/lite/gateway.ts';

// The gateway process: Supabase's REST, auth and storage on 127.0.0.1, for a machine without hosted Supabase.
// With `--provision` it only makes the auth and storage tables and leaves. Started and restarted by workers/local/stack.ts.

const Settings = z.object({
  GATEWAY_PORT: z.coerce.number().int(),
  GATEWAY_JWT_SECRET: z.string().min(32),
  GATEWAY_STORAGE_DIR: z.string().min(1),
  DATABASE_URL: z.string().min(1),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
});
const CLOSE_MS = 2_000;

const env = Settings.parse(process.env);
const settings = {
  databaseUrl: env.DATABASE_URL,
  publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
  secretKey: env.SUPABASE_SECRET_KEY,
  jwtSecret: env.GATEWAY_JWT_SECRET,
  storageDir: env.GATEWAY_STORAGE_DIR,
};

console.error = logError; // Lite prints database errors whole, with the values of the row
if (process.argv.includes('--provision')) await provision(settings);
else await listen();

async function listen(): Promise<void> {
  const gateway = await createGateway(settings);
  const server = serve({ fetch: gateway.fetch, port: env.GATEWAY_PORT, hostname: '127.0.0.1' }, () => process.send?.('ready'));

  let closing = false;
  function close(): void {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), CLOSE_MS).unref(); // a client that holds its connection
    server.close(() => void gateway.close().finally(() => process.exit(0)));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  }
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  process.on('disconnect', close);
}

/** One structured line an error: its code and kind, never the data in it. */
function logError(...parts: unknown[]): void {
  const error = parts.find((part) => part instanceof Error);
  const code = error && 'code' in error ? error.code : undefined;
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), event: 'gateway.error', code, name: error?.name, text: error ? undefined : parts.find((part) => typeof part === 'string') })}\n`);
}
