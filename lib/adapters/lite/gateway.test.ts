import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from './conformance.ts';

// What we use of PostgREST, as supabase-js meets it. Auth and storage have files of their own.
let target: Target;
const tag = Math.random().toString(36).slice(2, 8);
const sku = (n: number | string) => `${tag}-${n}`;

beforeAll(async () => {
  target = await openTarget();
  const rows = Array.from({ length: 30 }, (_, n) => ({ sku: sku(n), name: n % 2 ? `Odd (${n}), 100% silk` : `Even ${n}`, price: 10 + n, stock: n }));
  const { error } = await target.secret.from('conf_products').insert(rows);
  if (error) throw error;
});
afterAll(() => target.close());

const products = () => target.secret.from('conf_products');

describe('values', () => {
  test('numeric, bigint, jsonb, arrays, dates and timestamps have the shapes of hosted Supabase', async () => {
    const row = { sku: sku('shape'), name: 'n', price: 199.9, total_minor: 9007199254740991, tags: ['a', 'b,c'], meta: { w: { d: [1, null] } }, said_at: '2026-11-21T10:00:00.123456Z', day: '2026-11-21' };
    const { data, error, status } = await products().insert(row).select().single();
    expect({ error, status }).toEqual({ error: null, status: 201 });
    expect(data).toMatchObject({ ...row, rate: 0.5, said_at: '2026-11-21T10:00:00.123456+00:00' });
    expect(typeof data.id).toBe('number');
    expect(data.created_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/);
  });

  test('what comes out can be put in again, null too', async () => {
    const { data } = await products().select('said_at, meta, tags, day').eq('sku', sku('shape')).single();
    const again = await products().update(data!).eq('sku', sku('shape')).select('said_at, meta, tags, day').single();
    expect(again.data).toEqual(data);
    const cleared = await products().update({ said_at: null }).eq('sku', sku('shape')).select('said_at').single();
    expect(cleared.data).toEqual({ said_at: null });
  });
});

describe('reading', () => {
  const mine = () => products().select('sku, stock').like('sku', `${tag}-%`).lt('price', 100);

  test('filters', async () => {
    expect((await mine().in('sku', [sku(1), sku(2)])).data).toHaveLength(2);
    expect((await mine().gt('stock', 27)).data).toHaveLength(2);
    expect((await mine().gte('stock', 5).lte('stock', 6)).data).toHaveLength(2);
    expect((await mine().not('stock', 'lt', 28)).data).toHaveLength(2);
    expect((await mine().is('said_at', null).neq('stock', 0)).data).toHaveLength(29);
    expect((await mine().or(`sku.eq.${sku(3)},and(stock.gt.26,stock.lt.28)`)).data).toHaveLength(2);
    expect((await products().select('sku').contains('tags', ['a']).eq('sku', sku('shape'))).data).toHaveLength(1);
    expect((await products().select('sku').contains('meta', { w: { d: [1] } }).eq('sku', sku('shape'))).data).toHaveLength(1);
    expect((await products().select('sku').eq('sku', sku('shape')).gte('created_at', '2020-01-01T00:00:00+00:00')).data).toHaveLength(1);
  });

  test('text with percent signs, brackets and commas', async () => {
    const name = 'Odd (3), 100% silk';
    expect((await mine().eq('name', name)).data).toHaveLength(1);
    expect((await mine().in('name', [name])).data).toHaveLength(1);
    expect((await mine().ilike('name', '%100\\% SILK%')).data).toHaveLength(15);
  });

  test('order, range, limit and count', async () => {
    const page = await products().select('stock', { count: 'exact' }).like('sku', `${tag}-%`).lt('price', 100).order('stock', { ascending: false }).range(10, 12);
    expect(page.data).toEqual([{ stock: 19 }, { stock: 18 }, { stock: 17 }]);
    expect(page.count).toBe(30);
    const head = await products().select('*', { count: 'exact', head: true }).like('sku', `${tag}-%`).lt('price', 100);
    expect(head).toMatchObject({ count: 30, data: null });
  });

  test('a cursor: two keys, smaller than the last row', async () => {
    const after = await mine().or(`stock.lt.5,and(stock.eq.5,sku.lt.${sku(5)})`).order('stock', { ascending: false }).order('sku', { ascending: false }).limit(2);
    expect(after.data?.map((row) => row.stock)).toEqual([4, 3]);
  });

  test('json paths and embedded rows, both ways, with count and inner join', async () => {
    const { data: product } = await products().select('id').eq('sku', sku(7)).single();
    await target.secret.from('conf_orders').insert([{ product_id: product!.id, qty: 2 }, { product_id: product!.id, qty: 5 }]);
    const up = await target.secret.from('conf_orders').select('qty, conf_products!inner(sku)').eq('conf_products.sku', sku(7)).order('qty');
    expect(up.data).toEqual([2, 5].map((qty) => ({ qty, conf_products: { sku: sku(7) } })));
    const down = await products().select('sku, conf_orders(qty)').eq('sku', sku(7)).order('qty', { referencedTable: 'conf_orders', ascending: false }).single();
    expect(down.data).toEqual({ sku: sku(7), conf_orders: [{ qty: 5 }, { qty: 2 }] });
    expect((await products().select('n:conf_orders(count)').eq('sku', sku(7)).single()).data).toEqual({ n: [{ count: 2 }] });
    const json = await products().select('w:meta->w->d, t:meta->w->>d').eq('sku', sku('shape')).single();
    expect(json.data).toEqual({ w: [1, null], t: '[1, null]' });
  });
});

describe('writing', () => {
  test('500 rows at once, upsert with and without merge, update, delete', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => ({ sku: sku(`bulk${n}`), name: 'bulk', price: 1 }));
    expect((await products().insert(rows).select('id')).data).toHaveLength(500);
    const skipped = await products().upsert([rows[0]!, { sku: sku('new'), name: 'new', price: 1 }], { onConflict: 'sku', ignoreDuplicates: true }).select('sku');
    expect(skipped.data).toEqual([{ sku: sku('new') }]);
    const merged = await products().upsert({ sku: sku('new'), name: 'merged', price: 2 }, { onConflict: 'sku' }).select('name').single();
    expect(merged.data).toEqual({ name: 'merged' });
    expect((await products().update({ stock: 3 }).like('sku', `${tag}-bulk%`).lt('stock', 1).select('id')).data).toHaveLength(500);
    expect((await products().delete().like('sku', `${tag}-bulk%`).select('id')).data).toHaveLength(500);
  });
});

describe('functions', () => {
  const rpc = (name: string, args: object = {}) => target.secret.rpc(name, args);

  test('each shape of result', async () => {
    expect((await rpc('conf_row', { p_sku: sku(4) })).data).toMatchObject({ sku: sku(4), price: 14, rate: 0.5 });
    expect((await rpc('conf_set', { p_limit: 2 })).data).toHaveLength(2);
    expect((await target.secret.rpc('conf_set', { p_limit: 9 }).select('stock').lt('stock', 29).order('stock', { ascending: false }).limit(1)).data).toEqual([{ stock: 28 }]);
    expect((await rpc('conf_table')).data).toEqual([{ place: 1, label: 'row 1' }, { place: 2, label: 'row 2' }]);
    expect((await rpc('conf_scalar')).data).toBe('11111111-1111-4111-8111-111111111111');
    expect((await rpc('conf_void')).data).toBe(null);
  });

  test('a set of a private type, with array and json arguments', async () => {
    const id = '22222222-2222-4222-8222-222222222222';
    const { data, error } = await rpc('conf_changes', { p_ids: [id], p_data: { a: [1, { b: null }] } });
    expect(error).toBe(null);
    expect(data).toEqual([{ kind: 'order', id, at: '2026-11-21T10:00:00.5+00:00', amount: 9007199254740991, data: { a: [1, { b: null }] } }]);
  });

  test.each([['object', { a: 1 }], ['array', [1, 'x']], ['string', 'text'], ['string', '{"a":1}'], ['number', 3], ['boolean', true]])('a json argument that is a %s', async (type, value) => {
    expect((await rpc('conf_json', { p: value })).data).toEqual({ type, value });
  });

  test('20 at once do not oversell', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => rpc('conf_sell', { p_sku: sku(6), p_qty: 1 })));
    expect(all.filter(({ error }) => !error)).toHaveLength(6);
  });
});

describe('errors', () => {
  test.each([['P0001', 400], ['23514', 400], ['22023', 400], ['40001', 500], ['55P03', 500], ['57014', 500], ['53300', 503], ['CC001', 400]])(
    'raise %s answers %i with message, details and hint', async (code, status) => {
      const answer = await target.secret.rpc('conf_raise', { p_code: code });
      expect(answer.status).toBe(status);
      expect(answer.error).toMatchObject({ code, message: 'raised', details: 'd', hint: 'h' });
    });

  test('constraints', async () => {
    const twice = await products().insert({ sku: sku(1), name: 'n', price: 1 });
    expect(twice).toMatchObject({ status: 409, error: { code: '23505', details: expect.stringContaining('already exists') } });
    expect(await target.secret.from('conf_orders').insert({ product_id: 999999999, qty: 1 })).toMatchObject({ status: 409, error: { code: '23503' } });
    expect(await products().update({ stock: -1 }).eq('sku', sku(1))).toMatchObject({ status: 400, error: { code: '23514' } });
    expect(await products().insert({ sku: sku('null') })).toMatchObject({ status: 400, error: { code: '23502' } });
    expect(await products().select().eq('id', 'not a number')).toMatchObject({ status: 400, error: { code: '22P02' } });
  });

  test('nothing found, no such table, column or function', async () => {
    expect(await products().select().eq('id', -1).single()).toMatchObject({ status: 406, error: { code: 'PGRST116' } });
    expect(await products().select().eq('id', -1).maybeSingle()).toMatchObject({ data: null, error: null });
    expect(await target.secret.from('conf_missing').select()).toMatchObject({ status: 404, error: { code: 'PGRST205' } });
    expect(await products().select('missing')).toMatchObject({ status: 400, error: { code: '42703' } });
    expect(await target.secret.rpc('conf_missing')).toMatchObject({ status: 404, error: { code: 'PGRST202' } });
  });
});
