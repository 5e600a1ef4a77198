import { expect, test } from 'vitest';
import { dayChoices, dayWords, keptWords } from './words.ts';

test('days are said as a person says them', () => {
  expect(dayChoices.map(dayWords)).toEqual(['1 day', '3 days', '7 days', '14 days', '30 days', '90 days', '1 year']);
});

test('keeping frames shorter says what goes, and when', () => {
  expect(keptWords(3, 7)).toMatch(/^When you save, frames older than 3 days are deleted for good/);
  for (const days of [7, 30]) expect(keptWords(days, 7)).toMatch(new RegExp(`is deleted ${days} days later`));
});
