import { claimsOf } from '#lib/adapters/supabase/claims.ts';
import { clientOfToken, refreshSession, tokenInCookies, type Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { AppError } from '#lib/core/errors.ts';
import { Role, Seller } from '#lib/members/schema.ts';
import type { WebCtx } from './ctx.ts';
import { bearerOf } from './http.ts';
import { isLocalCall } from './internal-headers.ts';
import { isOwnOrigin } from './loopback.ts';
import { shopIn } from './shop-cookie.ts';

/** Somebody signed in, at one of the shops they work for. */
export interface Person {
  kind: 'person';
  userId: string;
  email: string;
  role: Role;
  seller: Seller;
  /** All shops they work for, this one too. */
  shops: Seller[];
  db: Db;
}

/** Who calls, and the database as that caller may see it. Every verb names `seller.id` in its queries besides. */
export type Caller =
  | Person
  | { kind: 'bridge'; keyId: string; seller: Seller; db: Db }
  | { kind: 'local'; seller: Seller; db: Db };

interface Asking {
  headers: Headers;
  /** The seller's handle, where the request names one. */
  streamer?: string | undefined;
  keepCookies: (setCookies: readonly string[]) => void;
}

const unauthenticated = () => new AppError('unauthenticated', 'Sign in, or send "Authorization: Bearer <bridge key>".');

/** The seller behind a handle, for the machine. Throws AppError `invalid` when there is none. */
async function sellerOf(ctx: WebCtx, by: { handle: string } | { id: string }): Promise<Seller> {
  const [column, value] = 'id' in by ? (['id', by.id] as const) : (['handle', by.handle] as const);
  const [seller] = await ctx.sql<Seller[]>`select id, handle, name, currency from public.streamers where ${ctx.sql(column)} = ${value}`;
  if (!seller) throw new AppError('invalid', 'There is no such streamer here.', { issues: [{ path: 'streamer', message: 'unknown' }] });
  return seller;
}

/** A session that ends sooner than this is renewed where it can be. */
const renewMs = 30_000;

interface SessionAsking {
  cookieHeader: string;
  /** The workspace's handle, else the one chosen in the cookie is meant, or the first. */
  streamer?: string | undefined;
  /** Takes the Set-Cookie values of a renewed session. Without it, a session past its time is no session. */
  keepCookies?: ((setCookies: readonly string[]) => void) | undefined;
  secure?: boolean;
}

/** The valid access token of a session, renewed when it must be and can be; null without one. */
async function tokenOf(ctx: WebCtx, asking: SessionAsking): Promise<string | null> {
  const stored = await tokenInCookies(asking.cookieHeader);
  if (!stored) return null;
  if (stored.endsAtMs > Date.now() + (asking.keepCookies ? renewMs : 0)) return stored.token;
  if (!asking.keepCookies) return null;
  const renewed = await refreshSession(ctx.env, asking.cookieHeader, asking.secure ?? false);
  if (renewed) asking.keepCookies(renewed.setCookies);
  return renewed?.token ?? null;
}

/**
 * The person behind a session cookie, at the workspace named, or the one they chose last, or their first. Null without
 * a session; throws AppError `forbidden` without such a workspace, `unavailable` while Supabase is away.
 */
export async function personOf(ctx: WebCtx, asking: SessionAsking): Promise<Person | null> {
  const { streamer } = asking;
  const token = await tokenOf(ctx, asking);
  if (!token) return null;
  const claims = await claimsOf(ctx.tokens, token);
  if (!claims) return null;
  const db = clientOfToken(ctx.env, token);
  const seats = dataOf(
    await db.from('members').select('role, streamers!inner(id, handle, name, currency)').eq('user_id', claims.sub).order('created_at').limit(20),
  ) as unknown as { role: string; streamers: unknown }[];
  const all = seats.map((seat) => ({ role: Role.parse(seat.role), seller: Seller.parse(seat.streamers) }));
  const at = (handle: string | undefined) => all.find(({ seller }) => seller.handle === handle);
  const seat = streamer ? at(streamer) : (at(shopIn(asking.cookieHeader)) ?? all[0]);
  if (!seat) throw new AppError('forbidden', streamer ? 'You do not work for this streamer.' : 'You have no workspace yet. Make one first.');
  return { kind: 'person', userId: claims.sub, email: claims.email, shops: all.map(({ seller }) => seller), db, ...seat };
}

/** A page of another site may not act with this person's session. */
function refuseForeignPages(headers: Headers, method: string): void {
  const origin = headers.get('origin');
  if (method === 'GET' || method === 'HEAD') return;
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  if (origin !== null && !isOwnOrigin(origin, host)) throw new AppError('forbidden', 'This page may not do that.');
  const site = headers.get('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') throw new AppError('forbidden', 'This page may not do that.');
}

/**
 * Who sends this request: a bridge by its key, a person by their session, or a program on this machine where the
 * embedded default allows it. Throws `unauthenticated`, or `forbidden` when the caller may not speak for `streamer`.
 */
export async function callerOf(ctx: WebCtx, method: string, asking: Asking): Promise<Caller> {
  const { headers, streamer } = asking;
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const key = await ctx.findKey(bearerOf(authorization));
    if (!key) throw new AppError('unauthenticated', 'This key is unknown or revoked.');
    if (streamer !== undefined && streamer !== key.handle) throw new AppError('forbidden', `This key speaks for ${key.handle} only.`);
    return { kind: 'bridge', keyId: key.id, seller: await sellerOf(ctx, { id: key.streamerId }), db: ctx.service };
  }
  const person = await personOf(ctx, {
    cookieHeader: headers.get('cookie') ?? '',
    streamer,
    keepCookies: asking.keepCookies,
    secure: headers.get('x-forwarded-proto') === 'https',
  });
  if (person) {
    refuseForeignPages(headers, method);
    return person;
  }
  if (isLocalCall(headers, ctx.env)) {
    if (streamer === undefined) throw new AppError('invalid', 'Say which streamer: ?streamer=<handle>.', { issues: [{ path: 'streamer', message: 'required' }] });
    return { kind: 'local', seller: await sellerOf(ctx, { handle: streamer }), db: ctx.service };
  }
  throw unauthenticated();
}
