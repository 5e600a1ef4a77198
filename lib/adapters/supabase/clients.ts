import { createServerClient, parseCookieHeader } from '@supabase/ssr';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Env } from '#lib/server/env.ts';
import { required } from '#lib/server/env.ts';
import { authCookie } from './cookie.ts';

export type Db = SupabaseClient;

/** The machine's client: it passes row-level security, so whoever uses it names the seller in every query. */
export function serviceClient(env: Env): Db {
  return createClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_SECRET_KEY'), {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

/** A client that acts as the person whose session a Cookie header carries. It cannot refresh the session. */
export function clientOfCookies(env: Env, cookieHeader: string): Db {
  const list = parseCookieHeader(cookieHeader).map(({ name, value }) => ({ name, value: value ?? '' }));
  return createServerClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), {
    cookieOptions: authCookie,
    cookies: { getAll: () => list, setAll: () => {} },
  });
}
