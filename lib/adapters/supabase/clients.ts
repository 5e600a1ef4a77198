import { combineChunks, createServerClient, parseCookieHeader, serializeCookieHeader, stringFromBase64URL } from '@supabase/ssr';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { required, type Env } from '#lib/server/env.ts';
import { refuseAway } from './claims.ts';
import { authCookie } from './cookie.ts';
import { fetchWithin } from './within.ts';

export type Db = SupabaseClient;

const global = { fetch: fetchWithin };
const stateless = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false };

/** The machine's client: it passes row-level security, so whoever uses it names the seller in every query. */
export function serviceClient(env: Env): Db {
  return createClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_SECRET_KEY'), { auth: stateless, global });
}

/** For checking tokens only: one a process, since it keeps the keys that hosted Supabase signs with. */
export function tokenClient(env: Env): Db {
  return createClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), { auth: stateless, global });
}

/** A client that acts as the person an access token names; row-level security decides what it sees. */
export function clientOfToken(env: Env, accessToken: string): Db {
  return createClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), { accessToken: () => Promise.resolve(accessToken), global });
}

const StoredSession = z.object({ access_token: z.string(), expires_at: z.number() });
const prefix = 'base64-';

/** The access token in a Cookie header and when it ends (ms); null without a session. Nothing is checked or refreshed. */
export async function tokenInCookies(cookieHeader: string): Promise<{ token: string; endsAtMs: number } | null> {
  if (!cookieHeader.includes(authCookie.name)) return null;
  const cookies = new Map(parseCookieHeader(cookieHeader).map(({ name, value }) => [name, value]));
  const stored = await combineChunks(authCookie.name, (name) => cookies.get(name));
  if (!stored) return null;
  try {
    const session = StoredSession.safeParse(JSON.parse(stored.startsWith(prefix) ? stringFromBase64URL(stored.slice(prefix.length)) : stored));
    return session.success ? { token: session.data.access_token, endsAtMs: session.data.expires_at * 1000 } : null;
  } catch {
    return null; // a cookie that somebody made up is no session
  }
}

/**
 * Renews the session in a Cookie header: the new access token, and the Set-Cookie values that must reach the browser,
 * since the old refresh token is spent. Null when the session is over; throws AppError `unavailable` when Supabase is away.
 */
export async function refreshSession(env: Env, cookieHeader: string, secure: boolean): Promise<{ token: string; setCookies: string[] } | null> {
  const setCookies: string[] = [];
  const list = parseCookieHeader(cookieHeader).map(({ name, value }) => ({ name, value: value ?? '' }));
  const client = createServerClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), {
    global,
    cookieOptions: { ...authCookie, secure },
    cookies: {
      getAll: () => list,
      setAll: (changed) => {
        for (const { name, value, options } of changed) setCookies.push(serializeCookieHeader(name, value, options));
      },
    },
  });
  const { data, error } = await client.auth.refreshSession();
  refuseAway(error);
  return data.session ? { token: data.session.access_token, setCookies } : null;
}
