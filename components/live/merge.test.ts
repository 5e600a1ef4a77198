import { expect, test } from 'vitest';
import type { CommentRow } from '#lib/comments/schema.ts';
import type { OrderRow } from '#lib/orders/schema.ts';
import { maxComments, mergeComments, mergeOrders, mergeReviews, newerOf } from './merge.ts';

const comment = (id: number, more: Partial<CommentRow> = {}) => ({ id, outcome: null, version: 1, ...more }) as CommentRow;
const order = (id: string, more: Partial<OrderRow>) => ({ id, status: 'pending', held_until: null, updated_at: '', version: 1, ...more }) as OrderRow;
const ids = (rows: readonly { id: string | number }[]) => rows.map((row) => row.id);

test('the same tick twice changes nothing', () => {
  const once = mergeComments([comment(1)], [comment(2), comment(3)]);
  expect(ids(mergeComments(once, [comment(2), comment(3)]))).toEqual([1, 2, 3]);
});

test('comments stand in the order they arrived, also when ticks cross', () => {
  expect(ids(mergeComments([comment(1), comment(5)], [comment(4), comment(2)]))).toEqual([1, 2, 4, 5]);
});

test('a row that comes again replaces the old one in its place', () => {
  const rows = mergeComments([comment(1), comment(2)], [comment(1, { outcome: 'held' })]);
  expect(rows.map((row) => row.outcome)).toEqual(['held', null]);
});

test('only the newest are kept', () => {
  const many = Array.from({ length: maxComments + 30 }, (_, at) => comment(at));
  const rows = mergeComments([], many);
  expect(rows).toHaveLength(maxComments);
  expect(rows[0]?.id).toBe(30);
});

test('nothing new is the same array, so that nothing is drawn again', () => {
  const rows = [comment(1)];
  expect(mergeComments(rows, [])).toBe(rows);
  expect(mergeReviews(rows, [comment(2, { outcome: 'held' })])).toBe(rows);
});

test('a comment leaves the review when it is decided', () => {
  const open = mergeReviews([], [comment(2, { outcome: 'review' }), comment(1, { outcome: 'review' })]);
  expect(ids(open)).toEqual([1, 2]);
  expect(ids(mergeReviews(open, [comment(1, { outcome: 'ignored' })]))).toEqual([2]);
});

test('held orders stand by the end of their hold, paid ones after them, others leave', () => {
  const rows = mergeOrders([order('late', { held_until: '2026-01-01T12:20' }), order('gone', { held_until: '2026-01-01T12:01' })], [
    order('soon', { held_until: '2026-01-01T12:05' }),
    order('gone', { status: 'expired' }),
    order('done', { status: 'paid' }),
  ]);
  expect(ids(rows)).toEqual(['soon', 'late', 'done']);
});

test('an older reading of a row that comes last changes nothing, in a list or among what came', () => {
  const rows = mergeComments([], [comment(1, { outcome: 'paid', version: 9 })]);
  expect(mergeComments(rows, [comment(1, { outcome: 'held', version: 8 })])).toEqual(rows);
  expect(mergeComments([], [comment(1, { outcome: 'paid', version: 9 }), comment(1, { outcome: 'held', version: 8 })])).toEqual(rows);
  expect(newerOf(order('a', { version: 2 }), order('a', { version: 3 })).version).toBe(3);
  expect(newerOf(order('a', { version: 9 }), order('b', { version: 3 })).id).toBe('b');
});
