import { isAuthError, isAuthRetryableFetchError, type SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { AppError } from '#lib/core/errors.ts';

const Claims = z.object({ sub: z.string(), email: z.string().default('') });
/** Whom a valid access token names. */
export type Claims = z.infer<typeof Claims>;

/** Throws AppError `unavailable` when Supabase could not be asked: that says nothing about the session. */
export function refuseAway(error: unknown): void {
  const away = isAuthRetryableFetchError(error) || (isAuthError(error) && ((error.status ?? 0) >= 500 || error.status === 429));
  if (away) throw new AppError('unavailable', 'Sign-in is not reachable right now. You are still signed in: try again.', { cause: error, retryAfterSeconds: 2 });
}

/**
 * Whom this token names, or without one the client's own session. Null when that is no session or its time is over;
 * throws AppError `unavailable` when it cannot be told.
 */
export async function claimsOf(client: SupabaseClient, token?: string): Promise<Claims | null> {
  const { data, error } = await client.auth.getClaims(token);
  refuseAway(error);
  return data ? Claims.parse(data.claims) : null;
}
