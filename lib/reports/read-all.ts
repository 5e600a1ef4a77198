import type { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';

type Filter = ReturnType<ReturnType<Db['from']>['select']>;

/** Rows read at once. */
const pageRows = 500;

/**
 * Every row of a feed, the oldest first, a page at a time: no more than one is in memory. `query` makes the narrowed query anew for each page.
 * Rows are checked against `row`, which has created_at and id.
 */
export async function* readAll<T extends z.ZodType<{ created_at: string; id: string | number }>>(query: () => Filter, row: T): AsyncGenerator<z.infer<T>[], void> {
  let last: { created_at: string; id: string | number } | undefined;
  for (;;) {
    let page = query();
    if (last) {
      // The first says the same as the second, in a way that an index can begin at.
      page = page.gte('created_at', last.created_at).or(`created_at.gt.${last.created_at},and(created_at.eq.${last.created_at},id.gt.${last.id})`);
    }
    const rows = dataOf(await page.order('created_at').order('id').limit(pageRows)) as unknown as unknown[];
    const items = rows.map((item) => row.parse(item));
    if (items.length > 0) yield items;
    last = items.at(-1);
    if (items.length < pageRows) return;
  }
}
