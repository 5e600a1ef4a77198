import { createServerClient } from '@supabase/ssr';
import type { SupabaseClient } from '@supabase/supabase-js';
import { NextResponse, type NextRequest } from 'next/server';
import { claimsOf } from '#lib/adapters/supabase/claims.ts';
import { authCookie } from '#lib/adapters/supabase/cookie.ts';
import { fetchWithin } from '#lib/adapters/supabase/within.ts';
import { AppError } from '#lib/core/errors.ts';
import { loadEnv, required, type Env } from '#lib/server/env.ts';
import { refuseTooOften } from '#lib/server/page-limit.ts';

const open = /^\/(sign-in|sign-up|join|docs|overlay|pay|fair|sandbox)(\/|$)/;

/** The two states of the one style element that the toast library (sonner) adds by itself; a new version has a new hash. */
const toastStyles = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";

/** A buyer's link: whoever has its address has what is behind it. */
const buyerPage = /^\/(pay|fair)(\/|$)/;

/** A picture to lay over video: as secret as a buyer's link, and framed by the settings. */
const overlayPage = /^\/overlay(\/|$)/;

/** Nothing but this origin's own; scripts only with this answer's nonce. React sets style attributes, so those are allowed. `paysAt`: where its form is sent on to, to pay; `framed`: our own pages show it in a frame. */
function policyOf(nonce: string, dev: boolean, { paysAt, framed }: { paysAt: readonly string[]; framed: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}' ${toastStyles}`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...paysAt].join(' '),
    `frame-ancestors ${framed ? "'self'" : "'none'"}`,
  ].join('; ');
}

/** Stripe's page; the sandbox's is where links lead to, which need not be the address that this page was asked for at. */
function payOrigins(env: Pick<Env, 'PUBLIC_URL'>): string[] {
  return ['https://checkout.stripe.com', ...(env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).origin] : [])];
}

/** Whether nobody is signed in. While Supabase is away that is not known: the page is let through, and says what it lacks. */
async function isStranger(supabase: SupabaseClient): Promise<boolean> {
  try {
    return (await claimsOf(supabase)) === null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return false;
    throw error;
  }
}

/** Before every page: holds back who asks for buyers' pages too often, refreshes the session, sends strangers to /sign-in, and sets the security headers. */
export async function proxy(request: NextRequest): Promise<Response> {
  const env = loadEnv('serverless');
  const isBuyers = buyerPage.test(request.nextUrl.pathname);
  // A page cannot choose its status, so this is said here.
  const refusal = isBuyers ? await refuseTooOften(request.headers, env) : null;
  if (refusal) return refusal;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const isOverlay = overlayPage.test(request.nextUrl.pathname);
  const policy = policyOf(nonce, env.NODE_ENV === 'development', { paysAt: isBuyers ? payOrigins(env) : [], framed: isOverlay });
  const forward = () => {
    const headers = new Headers(request.headers);
    headers.set('x-nonce', nonce);
    headers.set('x-path', request.nextUrl.pathname);
    headers.set('content-security-policy', policy);
    return NextResponse.next({ request: { headers } });
  };
  let response = forward();
  const supabase = createServerClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), {
    global: { fetch: fetchWithin },
    cookieOptions: { ...authCookie, secure: (request.headers.get('x-forwarded-proto') ?? request.nextUrl.protocol).startsWith('https') },
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll(list, headers) {
        for (const { name, value } of list) request.cookies.set(name, value);
        response = forward();
        for (const { name, value, options } of list) response.cookies.set(name, value, options);
        for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value);
      },
    },
  });
  if ((await isStranger(supabase)) && !open.test(request.nextUrl.pathname)) {
    const url = new URL('/sign-in', request.url);
    if (request.nextUrl.pathname !== '/') url.searchParams.set('next', request.nextUrl.pathname);
    response = NextResponse.redirect(url);
  }
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', isBuyers || isOverlay ? 'no-referrer' : 'same-origin');
  if (isBuyers || isOverlay) response.headers.set('x-robots-tag', 'noindex, nofollow');
  response.headers.set('permissions-policy', 'camera=(self), display-capture=(self), microphone=(), geolocation=()');
  return response;
}

export const config = { matcher: ['/((?!_next/|api/|v1/|supabase/|socket.io|ws/|demo/|models/|comments$|health$|predict_intent$|match_product$|order/create$|favicon.ico|icon.svg).*)'] };
