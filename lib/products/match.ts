import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { IsoTime, parseInstant } from '#lib/core/time.ts';
import type { Seller } from '#lib/members/schema.ts';
import { readJson } from '#lib/server/http.ts';
import { isForm, readForm } from '#lib/server/read-file.ts';
import { pictureKind } from './store-picture.ts';

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


export const ProductMatch = z.object({
  productId: z.string().nullable().meta({ example: 'PROD-12345' }),
  score: z.number().min(0).max(1),
  product_name: z.string().optional(),
  resolved_by: z.enum(['on_screen']).optional(),
});
export type ProductMatch = z.infer<typeof ProductMatch>;

/** A product that the seller put on screen by hand was not recognised but said: it is as sure as the seller. */
const pinnedScore = 0.99;

/**
 * The product on a seller's screen at a time: the one that was pinned then, in the show that ran then. Frames are checked
 * to be pictures and otherwise not looked at by this version: they never make an answer surer, nor are they kept. No match
 * is `{productId: null, score: 0}`. Throws `unsupported` or `too_large` for a frame that is no picture or above 8 MB.
 */
export async function matchProduct(sql: Sql, seller: Seller, input: z.infer<typeof MatchProduct>, now: Date): Promise<ProductMatch> {
  for (const frame of input.frames) pictureKind(Buffer.from(frame, 'base64'));
  const at = input.timestamp ? parseInstant(input.timestamp) : now;
  const [pinned] = await sql<{ key: string; name: string }[]>`
    select p.key, p.name from public.pins n
    join public.shows w on w.id = n.show_id
    left join public.products p on p.id = n.product_id
    where n.streamer_id = ${seller.id} and n.pinned_at <= ${at.toISOString()}::timestamptz - make_interval(secs => w.delay_ms / 1000.0)
      and (w.ended_at is null or w.ended_at >= ${at.toISOString()}::timestamptz)
    order by n.pinned_at desc, n.id desc limit 1`;
  if (!pinned?.key) return { productId: null, score: 0 };
  return { productId: pinned.key, score: pinnedScore, product_name: pinned.name, resolved_by: 'on_screen' };
}
