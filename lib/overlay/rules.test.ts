import { describe, expect, test } from 'vitest';
import { countsOf, firstName, searchOf } from './rules.ts';
import { OverlayLook } from './schema.ts';
import { overlayWords } from './words.ts';

describe('a name that viewers see', () => {
  test.each([
    ['ana.m', 'ana'],
    ['Maria Lopez', 'Maria'],
    ['@kim_00', 'kim'],
    ['user8273645', 'user'],
    ['bartholomewthegreat', 'bartholomewt'],
    ['jo@example.com', 'jo'],
    ['สมชาย ใจดี', 'สมชาย'],
    ['प्रिया शर्मा', 'प्रिया'],
    ['🌸李娜🌸', '李娜'],
    ['O’Neill J', 'O’Neill'],
    ['+62 812 3456', null],
    ['', null],
  ])('%s -> %s', (name, shown) => {
    expect(firstName(name)).toBe(shown);
  });
});

test('counts and prices are of all variants together', () => {
  const variant = { id: 'v', name: 'M', priceMinor: 100, left: 2, waiting: 0 };
  const product = { id: 'p', code: '1', name: 'x', picture: null, currency: 'USD', variants: [variant, { ...variant, priceMinor: 300, left: 0, waiting: 3 }] };
  expect(countsOf(product)).toEqual({ left: 2, waiting: 3, fromMinor: 100, toMinor: 300 });
  expect(countsOf({ ...product, variants: [] })).toEqual({ left: 0, waiting: 0, fromMinor: 0, toMinor: 0 });
});

describe('the look in the address', () => {
  test('is read back as it was said, and says only what is not usual', () => {
    const look = OverlayLook.parse({ position: 'right', size: 'large', theme: 'light', lang: 'id', hide: 'buyers,picture' });
    expect(searchOf(look)).toBe('?position=right&size=large&theme=light&lang=id&hide=picture,buyers');
    expect(OverlayLook.parse(Object.fromEntries(new URLSearchParams(searchOf(look))))).toEqual(look);
    expect(searchOf(OverlayLook.parse({}))).toBe('');
  });

  test('what is not understood is as by default', () => {
    expect(OverlayLook.parse({ position: 'up', size: ['a', 'b'], hide: ['x'], lang: '<b>', theme: 7, sample: 'yes' })).toEqual(OverlayLook.parse({}));
  });
});

test('every language has each of the words, and its number', () => {
  for (const [language, { left, soldOut, waiting, buyers, claims }] of Object.entries(overlayWords)) {
    for (const text of [left, waiting, claims]) expect([language, text.split('{n}').length]).toEqual([language, 2]);
    for (const text of [soldOut, buyers]) expect([language, text.length > 0, text.includes('{')]).toEqual([language, true, false]);
  }
});
