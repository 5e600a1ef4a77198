import { expect, test } from 'vitest';
import type { OrderRow } from '#lib/orders/schema.ts';
import type { ShowTick } from '#lib/realtime/events.ts';
import type { ShowRow } from '#lib/shows/schema.ts';
import { withoutOlder } from './newest.ts';

const tick = (showId: string, more: Partial<ShowTick>): ShowTick => ({ showId, comments: [], orders: [], waiting: [], products: [], show: null, ...more });
const order = (id: string, status: string, version: number) => ({ id, status, version }) as OrderRow;

test('an order that ended is not brought back by an older reading that came last', () => {
  const first = withoutOlder(tick('one', { orders: [order('a', 'expired', 20)] }));
  const late = withoutOlder(tick('one', { orders: [order('a', 'pending', 19), order('b', 'pending', 19)] }));
  expect(first.orders.map(({ id }) => id)).toEqual(['a']);
  expect(late.orders.map(({ id }) => id)).toEqual(['b']);
});

test('the same reading passes again, and another show is another one', () => {
  const show = { id: 's', version: 5 } as ShowRow;
  expect(withoutOlder(tick('two', { show })).show).toBe(show);
  expect(withoutOlder(tick('two', { show })).show).toBe(show);
  expect(withoutOlder(tick('two', { show: { ...show, version: 4 } })).show).toBeNull();
  expect(withoutOlder(tick('three', { show: { ...show, version: 4 } })).show).toMatchObject({ version: 4 });
});
