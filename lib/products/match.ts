import { z } from 'zod';
import type { fetchImage } from '#lib/adapters/fetch-image.ts';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { AppError } from '#lib/core/errors.ts';
import { IsoTime, parseInstant, type Clock } from '#lib/core/time.ts';
import type { Seller } from '#lib/members/schema.ts';
import { readJson } from '#lib/server/http.ts';
import { isForm, readForm } from '#lib/server/read-file.ts';
import type { Recognition } from '#lib/vision/schema.ts';
import { vote } from '#lib/vision/vote.ts';
import type { Sights } from './match-frames.ts';
import { storedSightings } from './match-stored.ts';

/** All frames of one request together, as they travel. */
export const maxMatchBytes = 12_000_000;
const maxFrames = 10;

export const MatchProduct = z.object({
  streamer: z.string().trim().min(1).max(255).meta({ example: 'demo' }),
  timestamp: IsoTime.optional(),
  frame_urls: z.array(z.url({ protocol: /^https?$/ })).max(maxFrames).default([]),
  frames: z.array(z.string()).max(maxFrames).default([]).meta({ description: 'PNG, JPEG or WebP in base64, 8 MB each at most. In a form: files' }),
});

/** What the same request is as a form, for the API's description. */
export const MatchForm = MatchProduct.extend({ frames: z.array(z.string().meta({ format: 'binary' })).max(maxFrames).optional() });

/** A match request's body, from JSON or from a form whose files `frames` become base64. Throws `too_large` or `bad_request`. */
export async function readMatch(request: Request, maxBytes = maxMatchBytes): Promise<unknown> {
  if (!isForm(request)) return readJson(request, maxBytes);
  const form = await readForm(request, maxBytes);
  const asText = async (part: string | Blob) => (typeof part === 'string' ? part : Buffer.from(await part.arrayBuffer()).toString('base64'));
  return { ...Object.fromEntries(form), frame_urls: form.getAll('frame_urls'), frames: await Promise.all(form.getAll('frames').map(asText)) };
}

const Score = z.number().min(0).max(1);

export const ProductMatch = z.object({
  productId: z.string().nullable().meta({ example: 'PROD-12345' }),
  score: Score,
  product_name: z.string().optional(),
  /** What the answer rests on: the frames, or what the seller, or the camera, had put on screen. */
  resolved_by: z.enum(['frame', 'on_screen', 'camera']).optional(),
  /** Near-identical products that the frames cannot tell apart: those of `candidates` with `verified`. */
  one_of: z.literal(true).optional(),
  /** Best first, also when none is accepted. */
  candidates: z.array(z.object({ productId: z.string(), product_name: z.string(), score: Score, verified: z.boolean() })).max(5),
  /** Addresses whose frame could not be looked at, and why. */
  unread: z.array(z.object({ frame_url: z.string(), problem: z.string() })).optional(),
});
export type ProductMatch = z.infer<typeof ProductMatch>;

export interface MatchCtx {
  sql: Sql;
  service: Db;
  clock: Clock;
  sights: Sights;
  fetchImage: typeof fetchImage;
}

/** A product that the seller put on screen by hand was not recognised but said: it is as sure as the seller. */
const pinnedScore = 0.99;

/**
 * The product that frames show: votes over all that are given, in base64 or by address; a product is named when its score
 * is above the seller's threshold. Without frames that can be read, the stored ones within 10 s of the time; where these name
 * none, what was on screen then. No match is `{productId: null, score}`, with candidates. Nothing is stored. Throws
 * `unsupported` or `too_large` for a frame in base64 that is no picture; an address that cannot be read is told in `unread`.
 */
export async function matchProduct(ctx: MatchCtx, seller: Seller, input: z.infer<typeof MatchProduct>): Promise<ProductMatch> {
  const at = input.timestamp ? parseInstant(input.timestamp) : ctx.clock.now();
  const { seen, unread } = await lookAt(ctx, seller, input);
  const told = unread.length > 0 ? { unread } : {};
  if (seen.length > 0) return { ...(await answerOf(ctx.sql, seller, vote(seen))), ...told };
  const stored = await storedSightings(ctx, seller, at);
  const found = stored.length > 0 ? await answerOf(ctx.sql, seller, vote(stored)) : null;
  if (found && (found.productId !== null || found.one_of)) return { ...found, ...told };
  return { ...((await pinnedAt(ctx.sql, seller, at)) ?? found ?? { productId: null, score: 0, candidates: [] }), ...told };
}

type Unread = NonNullable<ProductMatch['unread']>;

async function lookAt(ctx: MatchCtx, seller: Seller, { frames, frame_urls }: z.infer<typeof MatchProduct>): Promise<{ seen: Recognition[]; unread: Unread }> {
  if (frames.length + frame_urls.length > maxFrames) throw new AppError('invalid', `At most ${maxFrames} frames together.`, { issues: [{ path: 'frame_urls', message: `at most ${maxFrames} with frames` }] });
  const given = frames.map((frame): Uint8Array => Buffer.from(frame, 'base64'));
  const fetched = await Promise.all(frame_urls.map((url) => ctx.fetchImage(url).catch(asRefusal)));
  const pictures = [...given, ...fetched.filter((one) => one instanceof Uint8Array)];
  if (pictures.length === 0) return { seen: [], unread: unreadOf(frame_urls, fetched) };
  const results = (await ctx.sights.see(seller.id, pictures)).seen;
  for (const result of results.slice(0, given.length)) if (result instanceof AppError) throw result;
  const ofFetched = results.slice(given.length);
  const outcomes = fetched.map((one) => (one instanceof AppError ? one : ofFetched.shift()));
  return { seen: results.flatMap((one) => (one instanceof AppError ? [] : [one])), unread: unreadOf(frame_urls, outcomes) };
}

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

function unreadOf(urls: readonly string[], outcomes: readonly unknown[]): Unread {
  return urls.flatMap((frame_url, i) => {
    const outcome = outcomes[i];
    return outcome instanceof AppError ? [{ frame_url, problem: outcome.message }] : [];
  });
}

/** What was recognised, in the seller's own terms: keys, names and threshold. Products that are gone are left out. */
export async function answerOf(sql: Sql, seller: Seller, { kind, candidates }: Recognition): Promise<ProductMatch> {
  const rows = await sql<{ id: string; key: string; name: string; match_threshold: number }[]>`
    select p.id, p.key, p.name, s.match_threshold from public.products p join public.streamers s on s.id = p.streamer_id
    where p.streamer_id = ${seller.id} and p.archived_at is null and p.id = any (${candidates.map(({ productId }) => productId)}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = candidates.flatMap(({ productId, score, verified }) => {
    const row = byId.get(productId);
    return row ? [{ productId: row.key, product_name: row.name, score, verified }] : [];
  });
  const base = { resolved_by: 'frame' as const, candidates: known };
  const [first] = known;
  const threshold = rows[0]?.match_threshold ?? 1;
  if (!first || first.score <= threshold) return { productId: null, score: first?.score ?? 0, ...base };
  if (kind === 'one_of' && known.filter(({ verified }) => verified).length > 1) return { productId: null, score: first.score, one_of: true, ...base };
  return { productId: first.productId, score: first.score, product_name: first.product_name, ...base };
}

async function pinnedAt(sql: Sql, seller: Seller, at: Date): Promise<ProductMatch | null> {
  const [pinned] = await sql<{ key: string | null; name: string; source: 'hand' | 'camera'; score: number | null }[]>`
    select p.key, p.name, n.source, n.score from public.pins n
    join public.shows w on w.id = n.show_id
    left join public.products p on p.id = n.product_id
    where n.streamer_id = ${seller.id} and n.pinned_at <= ${at.toISOString()}::timestamptz - make_interval(secs => w.delay_ms / 1000.0)
      and (w.ended_at is null or w.ended_at >= ${at.toISOString()}::timestamptz)
    order by n.pinned_at desc, n.id desc limit 1`;
  if (!pinned?.key) return null;
  const score = pinned.score ?? pinnedScore;
  const candidate = { productId: pinned.key, product_name: pinned.name, score };
  return { ...candidate, resolved_by: pinned.source === 'camera' ? 'camera' : 'on_screen', candidates: [{ ...candidate, verified: pinned.source === 'hand' }] };
}
