import { createServerClient } from '@supabase/ssr';
import type { SupabaseClient } from '@supabase/supabase-js';
import { cookies } from 'next/headers.js';
import { loadEnv, required } from '#lib/server/env.ts';
import { authCookie } from './cookie.ts';
import { fetchWithin } from './within.ts';

/** A client that acts as the signed-in person of this request; row-level security decides what it sees. */
export async function supabaseServer(): Promise<SupabaseClient> {
  const env = loadEnv('serverless');
  const jar = await cookies();
  return createServerClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), {
    global: { fetch: fetchWithin },
    cookieOptions: authCookie,
    cookies: {
      getAll: () => jar.getAll(),
      setAll(list) {
        try {
          for (const { name, value, options } of list) jar.set(name, value, options);
        } catch {
          // A server component cannot set cookies; proxy.ts has refreshed them before it runs.
        }
      },
    },
  });
}
