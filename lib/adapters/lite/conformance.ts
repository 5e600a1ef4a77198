import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import postgres from 'postgres';
import { vi } from 'vitest';
import { createGateway, provision } from './gateway.ts';

/** A Supabase under test: ours on a database of its own, or the hosted project that CONFORMANCE_* names. */
export type Target = {
  url: string;
  secret: SupabaseClient;
  /** A client with the publishable key, signed in when an access token is given. */
  person(accessToken?: string): SupabaseClient;
  close(): Promise<void>;
};

type Place = { databaseUrl: string; url: string; publishableKey: string; secretKey: string };

const ROLES = path.join(import.meta.dirname, '..', '..', '..', 'supabase', 'embedded', 'roles.sql');
const TABLES = path.join(import.meta.dirname, 'conformance.sql');

/** Makes the conformance tables and gives the clients. For tests only. */
export async function openTarget(): Promise<Target> {
  const hosted = hostedPlace();
  if (!hosted) return openLite();
  await runSql(hosted.databaseUrl, readFileSync(TABLES, 'utf8'), "notify pgrst, 'reload schema'");
  return { ...clients(hosted), close: async () => {} };
}

async function openLite(): Promise<Target> {
  vi.spyOn(console, 'error').mockReturnValue(); // Lite prints each database error, and these tests make many
  const serverUrl = process.env['DATABASE_URL'] ?? '';
  const name = `conformance_${randomBytes(4).toString('hex')}`;
  await runSql(serverUrl, `create database ${name}`);
  const databaseUrl = serverUrl.replace(/\/[^/]*$/, `/${name}`);
  const storageDir = mkdtempSync(path.join(os.tmpdir(), 'claimcast-storage-'));
  const settings = {
    databaseUrl, storageDir, publishableKey: 'sb_publishable_conformance', secretKey: 'sb_secret_conformance', jwtSecret: randomBytes(32).toString('hex'),
  };
  await provision(settings);
  await runSql(databaseUrl, readFileSync(ROLES, 'utf8'));
  await runSql(databaseUrl, readFileSync(TABLES, 'utf8'));
  const gateway = await createGateway(settings);
  const server = createAdaptorServer({ fetch: gateway.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...clients({ ...settings, url }),
    async close() {
      await new Promise((resolve) => { server.close(resolve); if ('closeAllConnections' in server) server.closeAllConnections(); });
      await gateway.close();
      rmSync(storageDir, { recursive: true });
      await runSql(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

function clients({ url, publishableKey, secretKey }: Place): Omit<Target, 'close'> {
  const auth = { persistSession: false, autoRefreshToken: false };
  return {
    url,
    secret: createClient(url, secretKey, { auth }),
    person: (token) => createClient(url, publishableKey, { auth, ...(token && { global: { headers: { Authorization: `Bearer ${token}` } } }) }),
  };
}

function hostedPlace(): Place | undefined {
  const { CONFORMANCE_DATABASE_URL, CONFORMANCE_SUPABASE_URL, CONFORMANCE_PUBLISHABLE_KEY, CONFORMANCE_SECRET_KEY } = process.env;
  if (!CONFORMANCE_DATABASE_URL || !CONFORMANCE_SUPABASE_URL || !CONFORMANCE_PUBLISHABLE_KEY || !CONFORMANCE_SECRET_KEY) return undefined;
  return { databaseUrl: CONFORMANCE_DATABASE_URL, url: CONFORMANCE_SUPABASE_URL, publishableKey: CONFORMANCE_PUBLISHABLE_KEY, secretKey: CONFORMANCE_SECRET_KEY };
}

async function runSql(databaseUrl: string, ...texts: string[]): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, prepare: false });
  try {
    for (const text of texts) await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
