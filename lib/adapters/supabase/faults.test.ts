import { createClient, PostgrestError } from '@supabase/supabase-js';
import { expect, test } from 'vitest';
import { dataOf } from './faults.ts';

const thrownFor = (code: string, status = 400) => () => dataOf({ data: null, status, error: new PostgrestError({ message: 'said', details: '', hint: '', code }) });

test.each<[string, number, string]>([
  ['23502', 400, 'invalid'],
  ['23514', 400, 'invalid'],
  ['22P02', 400, 'invalid'],
  ['42501', 403, 'forbidden'],
  ['PGRST301', 401, 'unauthenticated'],
  ['08006', 503, 'unavailable'],
  ['53300', 500, 'unavailable'],
  ['57014', 500, 'unavailable'],
  ['PGRST002', 503, 'unavailable'],
  ['', 0, 'unavailable'],
  ['', 502, 'unavailable'],
  ['42703', 400, 'internal'],
  ['PGRST204', 400, 'internal'],
  ['XX000', 500, 'internal'],
])('%j with status %i is %s', (code, status, expected) => expect(thrownFor(code, status)).toThrow(expect.objectContaining({ code: expected })));

test('no answer at all is unavailable', async () => {
  const db = createClient('http://127.0.0.1:1', 'publishable-key', { auth: { persistSession: false } });
  const answer = await db.rpc('anything', {});
  expect(() => dataOf(answer)).toThrow(expect.objectContaining({ code: 'unavailable' }));
});
