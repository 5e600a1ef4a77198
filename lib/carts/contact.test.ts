import { describe, expect, test } from 'vitest';
import { callingCodes, Contact, masked, toE164 } from './contact.ts';

test.each([
  ['+49 151 23456789', null, '+4915123456789'],
  ['0049 (151) 234-56789', 'US', '+4915123456789'],
  ['0151 23456789', 'DE', '+4915123456789'],
  ['(415) 555-2671', 'US', '+14155552671'],
  ['06 698 12345', 'IT', '+390669812345'],
  ['٠٥٠١٢٣٤٥٦٧', 'SA', '+966501234567'],
  ['०९८७६५४३२१०', 'IN', '+919876543210'],
  ['０９０１２３４５６７８', 'JP', '+819012345678'],
])('%s (%s) is %s', (written, country, number) => {
  expect(toE164(written, country)).toBe(number);
});

test.each([['0151 23456789', null], ['call me', 'DE'], ['123', 'DE'], ['+0123456789', 'DE'], ['+49151234567890123', 'DE'], ['12345678', 'ZZ'], ['', 'DE']])('%s (%s) is no number', (written, country) => {
  expect(toE164(written, country)).toBeNull();
});

describe('what the buyer types in', () => {
  test('is a phone number, an e-mail address, or both', () => {
    expect(Contact.parse({ phone: '0151 23456789', country: 'de', email: '' })).toEqual({ phone: '+4915123456789', email: null });
    expect(Contact.parse({ phone: ' ', country: 'DE', email: 'ana@example.com' })).toEqual({ phone: null, email: 'ana@example.com' });
  });
  test.each([{}, { phone: '', email: '' }, { phone: '12' }, { email: 'ana@' }, { phone: '+4915123456789', email: 'no' }])('%j is neither', (said) => {
    expect(Contact.safeParse(said).success).toBe(false);
  });
});

test('every calling code is one, and what is kept is shown in part only', () => {
  expect(Object.entries(callingCodes).filter(([country, code]) => !/^[A-Z]{2}$/.test(country) || !/^[1-9]\d{0,3}$/.test(code))).toEqual([]);
  expect(masked('+4915123456789')).toBe('•••• 6789');
  expect(masked('ana@example.com')).toBe('a•••@example.com');
});
