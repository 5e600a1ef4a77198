import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import type { Clock } from '#lib/core/time.ts';
import { livingPipelines } from '#lib/health/pipelines.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { Log, MessageChannel, PaymentProvider } from '#lib/ports.ts';
import { listProducts } from '#lib/products/list.ts';
import type { PictureProgress, ProductRow } from '#lib/products/schema.ts';
import { getShow, readRunSheet } from './plan.ts';
import { judge, type ReadyFacts } from './ready.ts';
import type { CheckItem } from './schema.ts';

/** What the check asks beside the database. */
export interface CheckCtx {
  sql: Sql;
  redis: Redis | null;
  clock: Clock;
  log: Log;
  keeper: { progress(sellerId: string): Promise<PictureProgress> };
  payments: Pick<PaymentProvider, 'isTest' | 'check'>;
  /** Those that are connected. */
  channels: readonly MessageChannel['name'][];
}

/** Whoever has not answered by then counts as away. */
const answerMs = 3000;

/** What to look at before this show goes live: all is asked anew, in 3 s at most. Throws `not_found`. Changes nothing. */
export async function checkShow(ctx: CheckCtx, db: Db, seller: Seller, showId: string): Promise<CheckItem[]> {
  const [show, ids, catalogue, pictures, payments, heard, pipelines] = await Promise.all([
    getShow(db, seller, showId),
    readRunSheet(db, seller, showId),
    wholeCatalogue(db, seller),
    picturesOf(ctx, seller),
    paymentsOf(ctx),
    ctx.sql<{ platform: string }[]>`
      select distinct platform from public.chat_messages where streamer_id = ${seller.id} and received_at > now() - interval '1 minute'`,
    // Without a Redis of our own nobody can tell: then the health page says more.
    ctx.redis ? livingPipelines(ctx.redis, ctx.clock.now()) : ['unknown'],
  ]);
  const byId = new Map(catalogue.map((product) => [product.id, product]));
  return judge({
    show,
    catalogue,
    sheet: ids.flatMap((id) => byId.get(id) ?? []),
    pictures,
    payments,
    heard: new Set(heard.map(({ platform }) => platform)),
    pipelines: pipelines.length,
    channels: ctx.channels.map((name) => channelWords[name]),
  });
}

const channelWords: Record<MessageChannel['name'], string> = { whatsapp: 'WhatsApp', sms: 'SMS', email: 'e-mail' };

async function wholeCatalogue(db: Db, seller: Seller): Promise<ProductRow[]> {
  const products: ProductRow[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await listProducts(db, seller, { archived: false }, { limit: 200, cursor });
    products.push(...page.items);
    cursor = page.next_cursor ?? undefined;
    more = cursor !== undefined;
  }
  return products;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = setTimeout(answerMs, undefined, { signal: stop.signal, ref: false }).then(() => Promise.reject(new Error('no answer in time')));
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
    late.catch(() => undefined);
  }
}

async function paymentsOf({ payments, log }: CheckCtx): Promise<ReadyFacts['payments']> {
  try {
    await inTime(payments.check());
    return payments.isTest ? 'test' : 'ok';
  } catch (error) {
    log.warn({ error }, 'show.check_payments_failed');
    return 'away';
  }
}

async function picturesOf({ keeper, log }: CheckCtx, seller: Seller): Promise<ReadyFacts['pictures']> {
  try {
    const { total, ready, failed } = await inTime(keeper.progress(seller.id));
    return { total, ready, failed: failed.length };
  } catch (error) {
    log.warn({ error }, 'show.check_pictures_failed');
    return { total: 0, ready: 0, failed: 0 };
  }
}
