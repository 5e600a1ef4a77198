import { randomInt } from 'node:crypto';
import { expireHolds } from '#lib/claims/expire.ts';
import { Change } from '#lib/claims/schema.ts';
import { record } from '#lib/comments/record.ts';
import type { RecordRow } from '#lib/comments/understand.ts';
import type { Seller } from '#lib/members/schema.ts';
import { unique } from './seller.ts';
import type { World } from './world.ts';

/** What a viewer said, as it was understood. Without `claims` and `cancels` it is chat. */
export interface Said {
  client: string;
  claims?: { variantId: string | null; productId: string | null };
  /** 1 unless given. */
  quantity?: number;
  /** `any`, or the product that was named. */
  cancels?: 'any' | { productId: string };
  /** Why a person has to look. */
  unclear?: string;
}

/** A claim of the product's first variant. */
export function claimOf(product: { id: string; variant: { id: string } }, client: string, quantity = 1): Said {
  return { client, quantity, claims: { productId: product.id, variantId: product.variant.id } };
}

export interface TestChat {
  showId: string;
  /** Rows for `record`, the earliest first; each later than every row before. */
  rows(said: readonly Said[]): RecordRow[];
  /** Records without deciding; answers the messages' ids. */
  write(said: readonly Said[]): Promise<number[]>;
  /** Decides what was recorded. */
  settle(): Promise<Change[]>;
  /** Records and decides; answers the messages' ids. */
  say(...said: Said[]): Promise<number[]>;
  /** The order that a message led to. Throws when there is none. */
  orderOf(messageId: number): Promise<string>;
  /** Ends the time of this order's hold, and expires what is due. */
  expire(orderId: string): Promise<void>;
}

/** Arrivals lie in early 1970: deciding over everything below one of them leaves real comments of other tests alone. */
let arrived = BigInt(randomInt(2 ** 31)) << 20n;

/** The sellers of this suite: another one may be waiting to see its own undecided. */
const mine = new Set<string>();

/** As lib/claims/settle.ts does it for every seller. */
async function decideFor(sql: World['sql'], sellerId: string): Promise<Change[]> {
  const below = String(arrived + 1n);
  const changes: Change[] = [];
  for (;;) {
    const [left] = await sql`select 1 from private.requests where streamer_id = ${sellerId} and arrival < ${below}::bigint limit 1`;
    if (!left) return changes;
    const rows = await sql`select * from private.settle(${sellerId}, ${below}::bigint)`;
    changes.push(...rows.map((row) => Change.parse(row)));
  }
}

/** The verbs of a comment's way through the database, for one seller's show, without Redis and without a clock. */
export async function openChat({ sql }: Pick<World, 'sql'>, seller: Seller): Promise<TestChat> {
  const [show] = await sql<{ id: string }[]>`select id from private.current_show(${seller.id})`;
  if (!show) throw new Error('private.current_show returned nothing');
  mine.add(seller.id);

  function rowOf(said: Said, n: number): RecordRow {
    arrived += 1n;
    const cancelled = said.cancels && said.cancels !== 'any' ? said.cancels.productId : null;
    const kind = said.claims ? 'claim' : said.cancels ? 'cancel' : null;
    const now = new Date().toISOString();
    const messageId = unique();
    return {
      n, streamer_id: seller.id, show_id: show!.id, platform: 'tiktok_live', client: said.client, message_id: messageId,
      dedupe_key: `id:tiktok_live:${messageId}`, message: 'as it was said', said_at: now, received_at: now, arrival: String(arrived),
      request_id: 'test', intent: kind === 'claim' ? 'buy' : (kind ?? 'none'), score: 0.9, quantity: said.quantity ?? 1, item_code: null,
      variant_words: [], language: 'en', model: 'test', kind, product_id: said.claims?.productId ?? cancelled,
      variant_id: said.claims?.variantId ?? null, resolved_by: said.claims?.productId ? 'code' : null, match_score: 0.9, candidates: [],
      unclear: said.unclear ?? null,
    };
  }

  const rows = (said: readonly Said[]) => said.map(rowOf);
  const write = async (said: readonly Said[]) => (await record(sql, rows(said))).map((row) => row.id!);
  const decide = async () => (await Promise.all([...mine].map((id) => decideFor(sql, id)))).flat();
  return {
    showId: show.id,
    rows,
    write,
    settle: decide,
    async say(...said) {
      const ids = await write(said);
      await decide();
      return ids;
    },
    async orderOf(messageId) {
      const [row] = await sql<{ order_id: string }[]>`select order_id from public.chat_message_order_mapping where chat_message_id = ${messageId}`;
      if (!row) throw new Error(`message ${messageId} has no order`);
      return row.order_id;
    },
    async expire(orderId) {
      await sql`update public.holds set expires_at = now() - interval '1 second' where order_id = ${orderId} and status = 'active'`;
      await expireHolds(sql);
    },
  };
}
