import { describe, expect, test } from 'vitest';
import { addressLines, compareWords, durationWords, eachWords, joinLines, orderNoWords, peakWords, slipPages, timelineOf } from './rules.ts';
import type { ReportMinute, ShowReport } from './schema.ts';

const minute = (at: string, counts: Partial<ReportMinute> = {}): ReportMinute => ({ at: `2026-03-01T${at}:00Z`, comments: 0, claims: 0, held: 0, paid: 0, ...counts });

describe('a timeline', () => {
  test('has no gaps, and sums what came after the show', () => {
    const timeline = timelineOf([minute('18:01', { comments: 2, claims: 1 }), minute('18:04', { comments: 1, held: 1 }), minute('23:59', { paid: 3 })]);
    expect(timeline.minutes).toBe(1);
    expect(timeline.spans.map(({ comments, held }) => [comments, held])).toEqual([[2, 0], [0, 0], [0, 0], [1, 1]]);
    expect(timeline.later).toEqual({ comments: 0, claims: 0, held: 0, paid: 3 });
  });

  test('of a long show has fewer, wider spans; nothing is lost in them', () => {
    const many = Array.from({ length: 600 }, (_, n) => minute(`${String(10 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`, { comments: 3 }));
    const { spans, minutes } = timelineOf(many);
    expect(minutes).toBe(10);
    expect(spans.length).toBeLessThanOrEqual(72);
    expect(spans.reduce((sum, span) => sum + span.comments, 0)).toBe(1800);
  });

  test('of nothing is empty', () => {
    expect(timelineOf([])).toMatchObject({ spans: [] });
    expect(peakWords(timelineOf([]), String)).toBeNull();
  });

  test('says when the most was claimed', () => {
    expect(peakWords(timelineOf([minute('18:01', { claims: 2 }), minute('18:02', { claims: 5 })]), (ms) => new Date(ms).toISOString().slice(11, 16))).toBe('Most claims came at 18:02: 5 in a minute.');
  });
});

describe('beside the show before', () => {
  const report = (everPaid: number, paidMinor: number, before: [number, number] | null) =>
    ({ totals: { everPaid }, currency: 'USD', revenue: [{ currency: 'USD', paidMinor }], before: before && { everPaid: before[0], revenue: [{ currency: 'USD', paidMinor: before[1] }] } }) as unknown as ShowReport;
  test.each([
    [report(15, 5000, [3, 1000]), '12 more paid orders than last time, and $40.00 more came in.'],
    [report(3, 1000, [4, 1000]), '1 fewer paid order than last time.'],
    [report(3, 900, [3, 1000]), 'As many paid orders as last time (3), and $1.00 less came in.'],
    [report(3, 900, null), null],
  ])('%#', (input, words) => expect(compareWords(input)).toBe(words));
});

describe('a slip', () => {
  const lines = (n: number) => Array.from({ length: n }, (_, at) => at);
  test.each([
    ['a4', true, 1, 'normal', 1],
    ['a4', true, 12, 'small', 1],
    ['a4', false, 24, 'small', 1],
    ['a4', false, 25, 'small', 2],
    ['a6', true, 6, 'normal', 1],
    ['a6', true, 7, 'small', 1],
    ['label', true, 10, 'small', 2],
    ['label', false, 0, 'normal', 1],
  ] as const)('on %s with pictures %s: %s lines are %s on %s pages', (paper, pictures, count, size, pages) => {
    const slip = slipPages(lines(count), paper, pictures);
    expect([slip.size, slip.pages.length, slip.pages.flat()]).toEqual([size, pages, lines(count)]);
  });

  test('has the same thing once, with its orders', () => {
    const joined = joinLines([{ variantId: 'a', quantity: 1, orderNo: '1' }, { variantId: 'b', quantity: 1, orderNo: '2' }, { variantId: 'a', quantity: 2, orderNo: '3' }]);
    expect(joined).toEqual([{ variantId: 'a', quantity: 3, orderNo: '1', orderNos: ['1', '3'] }, { variantId: 'b', quantity: 1, orderNo: '2', orderNos: ['2'] }]);
  });
});

test('words', () => {
  expect(['ORD-20261121-00001', 'ORD-20261121-00004', 'ORD-20261122-00001']).toSatisfy((all: string[]) => orderNoWords(all) === 'ORD-20261121-00001, 00004, ORD-20261122-00001' && orderNoWords(all, 2) === 'ORD-20261121-00001, 00004 and 1 more');
  expect([0.42, 75, 120, 5400, 100_000, null].map(durationWords)).toEqual(['0.4 s', '1 min 15 s', '2 min', '1 h 30 min', '1 d 3 h', '–']);
  expect([1.04, 1.5, 2].map(eachWords)).toEqual(['1 order each', '1.5 orders each', '2 orders each']);
  expect(addressLines({ name: 'Eve', line1: '1 High St', line2: '', city: 'Leeds', postalCode: 'LS1', state: null, country: 'GB' })).toEqual(['Eve', '1 High St', 'LS1 Leeds', 'United Kingdom']);
});
