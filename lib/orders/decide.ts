import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { isPassing } from '#lib/adapters/postgres/faults.ts';
import type { CreateOrder, OrderStatus } from './schema.ts';

/** What private.create_order answers. */
export interface Decided {
  outcome: 'unknown_product' | 'held' | 'waitlisted' | 'rejected' | 'review';
  reason: string;
  order_id: string | null;
  order_no: string | null;
  total_minor: number | null;
  currency: string | null;
  place: number | null;
  variant_name: string | null;
  show_id: string | null;
  product_id: string | null;
  expires_at: string | null;
  status: OrderStatus | null;
}

export interface OrderRequest {
  input: CreateOrder;
  actor: string | null;
  idempotencyKey: string | null;
}

export type OrderDecider = (sellerId: string, request: OrderRequest) => Promise<Decided>;

interface Asked {
  request: OrderRequest;
  resolve: (decided: Decided) => void;
  reject: (error: unknown) => void;
}

/** Orders in one transaction: enough that a storm waits for few writes, few enough that nobody waits long for the seller's lock. */
const atOnce = 50;

async function decideAll(sql: Sql, sellerId: string, requests: readonly OrderRequest[]): Promise<Decided[]> {
  const rows = requests.map(({ input, actor, idempotencyKey }, n) => ({
    n, product: input.product_id, variant: input.variant_id ?? null, source: input.source, buyer: input.buyer, quantity: input.quantity, actor, key: idempotencyKey,
  }));
  return sql<Decided[]>`
    select o.* from jsonb_to_recordset(${sql.json(rows)}) as w (n integer, product text, variant uuid, source text, buyer text, quantity integer, actor uuid, key text),
      lateral private.create_order(${sellerId}, w.product, w.variant, w.source, w.buyer, w.quantity, w.source, w.actor, w.key) o
    order by w.n`;
}

/**
 * Decides orders that did not come from comments, each seller's in the order they were asked for. Those that come while others
 * are being written go together into the next transaction: one write to the disk for all of them, where each alone would hold
 * the seller's lock for as long. When a transaction of several fails by something in them, each is decided alone, so that nobody
 * fails for another. Safe to run twice for requests with an idempotency key.
 */
export function orderDecider(sql: Sql): OrderDecider {
  const lines = new Map<string, Asked[]>();

  async function settle(sellerId: string, asked: readonly Asked[]): Promise<void> {
    try {
      const decided = await decideAll(sql, sellerId, asked.map(({ request }) => request));
      if (decided.length !== asked.length) throw new Error('private.create_order answered another number of orders');
      asked.forEach(({ resolve }, n) => resolve(decided[n] as Decided));
    } catch (error) {
      if (asked.length > 1 && !isPassing(error)) for (const one of asked) await settle(sellerId, [one]);
      else for (const { reject } of asked) reject(error);
    }
  }

  async function work(sellerId: string, line: Asked[]): Promise<void> {
    while (line.length > 0) await settle(sellerId, line.splice(0, atOnce));
    lines.delete(sellerId);
  }

  return (sellerId, request) =>
    new Promise((resolve, reject) => {
      const line = lines.get(sellerId);
      if (line) {
        line.push({ request, resolve, reject });
        return;
      }
      const fresh = [{ request, resolve, reject }];
      lines.set(sellerId, fresh);
      void work(sellerId, fresh);
    });
}
