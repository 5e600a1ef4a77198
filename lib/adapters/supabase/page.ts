import type { z } from 'zod';
import { AppError } from '#lib/core/errors.ts';
import type { Page, PageRequest } from '#lib/core/page.ts';
import type { Db } from './clients.ts';
import { dataOf } from './faults.ts';

type Filter = ReturnType<ReturnType<Db['from']>['select']>;

interface Order {
  column: string;
  ascending: boolean;
}

function encode(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function decode(cursor: string, count: number): (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === count && values.every((v) => typeof v === 'number' || (typeof v === 'string' && /^[\w:.+-]{1,80}$/.test(v)))) {
      return values as (string | number)[];
    }
  } catch {
    // Not JSON: the same answer as for a cursor of the wrong shape.
  }
  throw new AppError('bad_request', 'This cursor is not one of ours: start without it.');
}

/**
 * One page of a feed, newest (or first) first. `orders` names the columns of a total order, the last one unique. The
 * caller has narrowed `query` to one seller. Rows are checked against `row`.
 */
export async function readPage<T extends z.ZodType>(query: Filter, row: T, orders: readonly Order[], page: PageRequest): Promise<Page<z.infer<T>>> {
  let narrowed = query;
  if (page.cursor) {
    const values = decode(page.cursor, orders.length);
    // (a, b) after (x, y), written out: a beyond x, or a equal to x and b beyond y.
    const alternatives = orders.map((order, i) => {
      const beyond = `${order.column}.${order.ascending ? 'gt' : 'lt'}.${values[i]}`;
      const equal = orders.slice(0, i).map((before, k) => `${before.column}.eq.${values[k]}`);
      return equal.length > 0 ? `and(${[...equal, beyond].join(',')})` : beyond;
    });
    narrowed = narrowed.or(alternatives.join(','));
  }
  for (const order of orders) narrowed = narrowed.order(order.column, { ascending: order.ascending });
  const data = dataOf(await narrowed.limit(page.limit + 1)) as unknown as Record<string, unknown>[];
  const items = data.slice(0, page.limit);
  const last = items.at(-1);
  const more = data.length > page.limit && last;
  return { items: items.map((item) => row.parse(item)), next_cursor: more ? encode(orders.map((order) => last[order.column])) : null };
}
