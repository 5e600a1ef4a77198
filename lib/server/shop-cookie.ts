import { parseCookieHeader } from '@supabase/ssr';

/** Which of their shops a person works at, by handle. A wish, no right: whoever is no member there gets their first. */
export const shopCookie = { name: 'claimcast-shop', httpOnly: true, sameSite: 'lax', path: '/', maxAge: 365 * 86_400 } as const;

/** The shop chosen in a Cookie header. */
export function shopIn(cookieHeader: string): string | undefined {
  return parseCookieHeader(cookieHeader).find(({ name }) => name === shopCookie.name)?.value;
}
