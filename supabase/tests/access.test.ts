import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { hashOf } from '#lib/keys/find.ts';
import { claimOf, openChat } from '#lib/testing/chat.ts';
import { makeMember, makePerson, makeProduct, makeSeller, nobody, productOf, unique, type TestPerson, type TestSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';

/**
 * Who may see and do what, through supabase-js. The lists of tables, views and functions come from the catalogue: what a
 * migration adds fails here until it is said below who may use it.
 */

const everybody = ['owner', 'moderator', 'packer'] as const;
const desk = ['owner', 'moderator'] as const;
const owner = ['owner'] as const;
type Roles = readonly (typeof everybody)[number][];

/** Who at the seller reads a table or view. Nobody else ever does. */
const readers: Record<string, Roles> = {
  streamers: everybody, members: everybody, shows: everybody, products: everybody, variants: everybody, pins: everybody, buyers: everybody,
  buyer_handles: everybody, chat_messages: everybody, nlp_intents: everybody, orders: everybody, holds: everybody, waitlist: everybody, claims: everybody,
  chat_message_order_mapping: everybody, payment_notifications: everybody, messages: everybody, carts: everybody,
  product_matches: desk, parked_comments: desk, frames: desk,
  bridge_keys: owner, invitations: owner, corrections: owner,
  show_products: everybody,
  discounts: everybody, shipments: everybody, payments: everybody, payment_lines: everybody, refunds: everybody, buyer_feed: everybody,
  outbox: [],
  comment_feed: everybody, order_feed: everybody, order_sheet: everybody, product_feed: everybody, waitlist_feed: everybody, show_feed: everybody, ledger_feed: everybody, line_feed: everybody,
};

/** What nobody reads, though they read the table. */
const secrets: Record<string, string> = { bridge_keys: 'key_hash', invitations: 'token_hash', carts: 'token', payments: 'url' };
const columnsOf = (name: string) => (name in secrets ? 'id, streamer_id' : '*');

let world: World;
let seller: TestSeller;
let other: TestSeller;
let people: Record<'owner' | 'moderator' | 'packer' | 'stranger', TestPerson> & { nobody: { db: Db } };
let relations: { name: string; kind: string }[];
/** The arguments with which each function would change seller A's things. */
let calls: Record<string, { args: Record<string, unknown>; allowed: Roles | 'signed in' }>;

/** A seller with at least one row in every table. */
async function fill(of: TestSeller): Promise<{ sold: Record<'cart' | 'shipment' | 'buyer' | 'other', string>; written: string; message: number; correction: number; order: string; show: string; product: Awaited<ReturnType<typeof makeProduct>>; key: string }> {
  const product = await makeProduct(of, { stock: 2 });
  const chat = await openChat(world, of);
  await of.owner.db.rpc('pin_product', { p_streamer: of.id, p_product: product.id });
  await of.owner.db.rpc('save_run_sheet', { p_show: chat.showId, p_products: [product.id] });
  const [held, , message] = await chat.say(claimOf(product, 'ann'), claimOf(product, 'bob', 2), { ...claimOf(product, 'cem'), unclear: 'which_product' });
  const order = await chat.orderOf(held!);
  await of.owner.db.rpc('correct_comment', { p_message: message, p_intent: 'question' });
  const { data: correction } = await of.owner.db.from('corrections').select('id').single();
  const { data: key } = await of.owner.db.rpc('create_bridge_key', { p_streamer: of.id, p_name: 'bridge', p_prefix: 'cc_', p_key_hash: hashOf(unique()) });
  await of.owner.db.rpc('create_invitation', { p_streamer: of.id, p_role: 'packer', p_token_hash: hashOf(unique()) });
  await world.sql`insert into public.parked_comments (streamer_id, stream_id, payload, reason, deliveries) values (${of.id}, ${unique()}, '{}', 'test', 1)`;
  await world.sql`insert into public.frames (streamer_id, taken_at, path) values (${of.id}, now(), '/x.jpg')`;
  const [written] = await world.sql<{ id: string }[]>`
    insert into public.messages (streamer_id, buyer_id, cart_id, topic, language, state) select o.streamer_id, o.buyer_id, o.cart_id, 'order.held', 'en', 'failed' from public.orders o where o.id = ${order} returning id`;
  await world.sql`insert into public.payment_notifications (streamer_id, order_id, message_id, channel) values (${of.id}, ${order}, ${written!.id}, 'sms')`;
  const [sold] = await world.sql<Record<'cart' | 'shipment' | 'buyer' | 'other', string>[]>`
    with o as (select * from public.orders where id = ${order}),
      parcel as (insert into public.shipments (streamer_id, cart_id) select streamer_id, cart_id from o returning id),
      code as (insert into public.discounts (streamer_id, code, kind, value) values (${of.id}, 'TEN', 'percent', 1000)),
      payment as (insert into public.payments (streamer_id, cart_id, provider, url, amount_minor, currency, totals, expires_at)
        select streamer_id, cart_id, 'sandbox', '/x', 100, 'USD', '{}', now() from o returning id),
      line as (insert into public.payment_lines (payment_id, order_id, streamer_id, quantity, amount_minor) select payment.id, o.id, o.streamer_id, 1, 100 from payment, o),
      refund as (insert into public.refunds (streamer_id, payment_id, amount_minor, reason) select ${of.id}, id, 50, 'at_provider' from payment)
    select o.cart_id as cart, parcel.id as shipment, o.buyer_id as buyer, (select b.id from public.buyers b where b.streamer_id = ${of.id} and b.name = 'bob') as other from o, parcel`;
  return { sold: sold!, written: written!.id, message: message!, correction: correction!.id as number, order, show: chat.showId, product, key: key as string };
}

beforeAll(async () => {
  world = openWorld();
  [seller, other] = [await makeSeller(world), await makeSeller(world)];
  people = {
    owner: seller.owner,
    moderator: await makeMember(world, seller, 'moderator'),
    packer: await makeMember(world, seller, 'packer'),
    stranger: other.owner,
    nobody: { db: nobody(world) },
  };
  const here = await fill(seller);
  await fill(other);
  const p_streamer = seller.id;
  calls = {
    create_workspace: { args: { p_name: unique() }, allowed: 'signed in' },
    accept_invitation: { args: { p_token: 'no such token' }, allowed: 'signed in' },
    create_invitation: { args: { p_streamer, p_role: 'packer', p_token_hash: unique() }, allowed: owner },
    remove_member: { args: { p_streamer, p_user: crypto.randomUUID() }, allowed: owner },
    create_bridge_key: { args: { p_streamer, p_name: 'x', p_prefix: 'x', p_key_hash: unique() }, allowed: owner },
    revoke_bridge_key: { args: { p_streamer, p_key: here.key }, allowed: owner },
    save_settings: { args: { p_streamer, p_name: 'Renamed' }, allowed: owner },
    save_product: { args: { p_streamer, p_product: productOf({ code: unique() }) }, allowed: owner },
    archive_product: { args: { p_product: here.product.id, p_archived: true }, allowed: owner },
    pin_product: { args: { p_streamer, p_product: null }, allowed: desk },
    save_show: { args: { p_streamer, p_delay_ms: 1500, p_follow_camera: true }, allowed: desk },
    claim_comment: { args: { p_message: here.message, p_variant: here.product.variant.id, p_quantity: 1 }, allowed: desk },
    correct_comment: { args: { p_message: here.message, p_intent: 'complaint' }, allowed: desk },
    remove_correction: { args: { p_streamer, p_correction: here.correction }, allowed: owner },
    ignore_comment: { args: { p_message: here.message }, allowed: desk },
    extend_hold: { args: { p_order: here.order, p_seconds: 60 }, allowed: desk },
    cancel_order: { args: { p_order: here.order }, allowed: desk },
    send_message_again: { args: { p_message: here.written }, allowed: desk },
    mark_message_sent: { args: { p_message: here.written }, allowed: desk },
    plan_show: { args: { p_streamer, p_show: { title: 'Taken over' } }, allowed: desk },
    save_run_sheet: { args: { p_show: here.show, p_products: [] }, allowed: desk },
    go_live: { args: { p_show: here.show }, allowed: desk },
    drop_show: { args: { p_show: here.show }, allowed: desk },
    change_order: { args: { p_order: here.order, p_variant: here.product.variant.id, p_quantity: 2 }, allowed: desk },
    refund_order: { args: { p_order: here.order }, allowed: desk },
    cart_link: { args: { p_cart: here.sold.cart }, allowed: desk },
    save_shipment: { args: { p_cart: here.sold.cart, p_shipment: here.sold.shipment, p_status: 'packed' }, allowed: everybody },
    unpack_shipment: { args: { p_shipment: here.sold.shipment }, allowed: everybody },
    save_discount: { args: { p_streamer, p_discount: { code: 'TAKEN', kind: 'percent', value: 500 } }, allowed: owner },
    save_selling: { args: { p_streamer, p_patch: { timeZone: 'Asia/Jakarta' } }, allowed: owner },
    overlay_link: { args: { p_streamer }, allowed: owner },
    rotate_overlay: { args: { p_streamer }, allowed: owner },
    save_buyer: { args: { p_buyer: here.sold.buyer, p_patch: { note: 'taken over' } }, allowed: desk },
    split_handle: { args: { p_streamer, p_platform: 'tiktok_live', p_handle: 'ann' }, allowed: desk },
    link_buyers: { args: { p_keep: here.sold.buyer, p_other: here.sold.other }, allowed: desk },
    adjust_stock: { args: { p_variant: here.product.variant.id, p_by: 1 }, allowed: owner },
    ignore_all: { args: { p_show: here.show }, allowed: desk },
    start_show: { args: { p_streamer, p_title: 'Taken over' }, allowed: desk },
    show_report: { args: { p_show: here.show }, allowed: everybody },
    show_parcels: { args: { p_show: here.show }, allowed: everybody },
    verify_ledger: { args: { p_streamer }, allowed: everybody },
    export_ledger: { args: { p_streamer }, allowed: desk },
    end_show: { args: { p_streamer }, allowed: desk },
  };
  relations = await world.sql`
    select relname as name, relkind::text as kind from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`;
});
afterAll(() => world.close());

const ownerColumn = (name: string) => (name === 'streamers' ? 'id' : 'streamer_id');

async function countOf(name: string, sellerId: string): Promise<number> {
  const [row] = await world.sql<{ n: number }[]>`select count(*) as n from public.${world.sql(name)} where ${world.sql(ownerColumn(name))} = ${sellerId}`;
  return row!.n;
}

/** Changes when any row of this seller does. */
async function fingerprint(sellerId: string): Promise<string> {
  const parts = relations.filter(({ kind }) => kind === 'r').map(({ name }) => world.sql`
    select ${name} || md5(string_agg(t::text, ',' order by t::text)) as part from public.${world.sql(name)} t where ${world.sql(ownerColumn(name))} = ${sellerId}`);
  return (await Promise.all(parts)).map((rows) => rows[0]!['part'] as string).join();
}

describe('reading', () => {
  test('it is said of every table and view who reads it, and each has rows to read', async () => {
    expect(relations.map(({ name }) => name)).toEqual(Object.keys(readers).toSorted());
    const empty: string[] = [];
    for (const { name } of relations) for (const { id } of [seller, other]) if ((await countOf(name, id)) === 0) empty.push(`${name}: add a row in fill()`);
    expect(empty).toEqual([]);
  });

  test.each(['owner', 'moderator', 'packer'] as const)('a seller\'s %s sees exactly what is theirs to see', async (role) => {
    for (const { name } of relations) {
      const { data } = await people[role].db.from(name).select(columnsOf(name));
      const rows = (data ?? []) as unknown as Record<string, unknown>[];
      const expected = readers[name]!.includes(role) ? await countOf(name, seller.id) : 0;
      expect({ name, rows: rows.length }).toEqual({ name, rows: expected });
      expect({ name, others: rows.filter((row) => row[ownerColumn(name)] !== seller.id) }).toEqual({ name, others: [] });
    }
  });

  test('another seller\'s owner sees none of it, whatever they ask for', async () => {
    for (const { name } of relations) {
      const all = await people.stranger.db.from(name).select(columnsOf(name));
      const asked = await people.stranger.db.from(name).select(columnsOf(name)).eq(ownerColumn(name), seller.id);
      const rows = [...(all.data ?? []), ...(asked.data ?? [])] as unknown as Record<string, unknown>[];
      expect({ name, foreign: rows.filter((row) => row[ownerColumn(name)] !== other.id) }).toEqual({ name, foreign: [] });
    }
    const joined = await people.stranger.db.from('shows').select('id, streamers(*), orders(*), chat_messages(*)');
    expect(JSON.stringify(joined)).not.toContain(seller.id);
  });

  test('nobody who is not signed in reads anything', async () => {
    for (const { name } of relations) {
      const { data, error } = await people.nobody.db.from(name).select(columnsOf(name));
      expect({ name, data, code: error?.code }).toEqual({ name, data: null, code: '42501' });
    }
  });

  test('hashes and the carts\' tokens are nobody\'s to read, filter or sort by', async () => {
    for (const [table, column] of Object.entries(secrets)) {
      const { db } = people.owner;
      const attempts = [
        db.from(table).select('*'), db.from(table).select(column), db.from(table).select('id').like(column, '%'), db.from(table).select('id').order(column),
        db.from('streamers').select(`id, ${table}(${column})`),
      ];
      for (const { data, error } of await Promise.all(attempts)) expect([column, data, Boolean(error)]).toEqual([column, null, true]);
    }
    const open = await world.sql`
      select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid, unnest(array['anon', 'authenticated']) role
      where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped and a.attname ~ '(hash|token|secret|password)'
        and has_column_privilege(role, c.oid, a.attnum, 'select') order by 1`;
    // The ledger's fingerprints are there to be compared, and its links show less than its readers see.
    const ledger = ['claims', 'ledger_feed'].flatMap((table) => ['hash', 'prev_hash', 'token'].map((column) => ({ name: `${table}.${column}` })));
    expect(open).toEqual(ledger);
  });

  test('a person who was taken out sees nothing any more', async () => {
    const gone = await makeMember(world, seller, 'packer');
    expect((await gone.db.from('orders').select('id')).data?.length).toBeGreaterThan(0);
    await people.owner.db.rpc('remove_member', { p_streamer: seller.id, p_user: gone.userId });
    for (const { name } of relations) expect([name, (await gone.db.from(name).select(columnsOf(name))).data ?? []]).toEqual([name, []]);
  });

  test('the machine\'s own key sees both: these tests could fail', async () => {
    const { data } = await world.service.from('orders').select('streamer_id').in('streamer_id', [seller.id, other.id]);
    expect(new Set(data?.map((row) => row.streamer_id as string))).toEqual(new Set([seller.id, other.id]));
  });
});

describe('writing', () => {
  test('no table or view is written through PostgREST, by anybody', async () => {
    const before = await fingerprint(seller.id);
    const allowed: string[] = [];
    for (const [who, { db }] of Object.entries(people)) {
      for (const { name, kind } of relations) {
        const column = ownerColumn(name);
        const refusals = kind === 'v' ? ['42501', '55000'] : ['42501']; // 55000: a view of several tables cannot be written at all
        const row: Record<string, string> = { [column]: seller.id };
        const attempts = {
          insert: db.from(name).insert(row as never),
          upsert: db.from(name).upsert(row as never),
          update: db.from(name).update({ [column]: other.id }).eq(column, seller.id),
          remove: db.from(name).delete().eq(column, seller.id),
        };
        await Promise.all(Object.entries(attempts).map(async ([what, attempt]) => {
          const code = (await attempt).error?.code ?? 'done';
          if (!refusals.includes(code)) allowed.push(`${who}: ${what} ${name}: ${code}`);
        }));
      }
    }
    expect(allowed).toEqual([]);
    expect(await fingerprint(seller.id)).toBe(before);
  }, 120_000); // a thousand requests

  test('no role of PostgREST\'s holds a right to write, every table has row-level security, every view its reader\'s', async () => {
    const rights = await world.sql`
      select c.relname, role, privilege from pg_class c, unnest(array['anon', 'authenticated']) role,
        unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege(role, c.oid, privilege)`;
    expect(rights).toEqual([]);
    const unguarded = await world.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace
        and ((relkind in ('r', 'p') and not relrowsecurity) or (relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false)) or relkind in ('m', 'f'))`;
    expect(unguarded).toEqual([]);
  });
});

describe('functions', () => {
  test('exactly these are for signed-in people, and none is for others', async () => {
    const open = (role: string) => world.sql<{ name: string }[]>`
      select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and has_function_privilege(${role}, p.oid, 'execute')
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`;
    expect((await open('authenticated')).map((row) => row.name)).toEqual(Object.keys(calls).toSorted());
    expect(await open('anon')).toEqual([]);
  });

  test('each security definer function names its search path', async () => {
    const loose = await world.sql`
      select proname from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace) and prosecdef
        and not coalesce(proconfig::text[] && array['search_path=""', 'search_path='], false)`;
    expect(loose).toEqual([]);
  });

  test('strangers, those without the role and those not signed in are refused by each, and nothing changes', async () => {
    const before = await fingerprint(seller.id);
    for (const [name, { args, allowed }] of Object.entries(calls)) {
      const refused = Object.entries(people).filter(([who]) => (allowed === 'signed in' ? who === 'nobody' : !allowed.some((role) => role === who)));
      for (const [who, { db }] of refused) {
        const { error } = await db.rpc(name, args);
        expect([who, name, error?.code]).toEqual([who, name, '42501']);
      }
    }
    expect(await fingerprint(seller.id)).toBe(before);
  });

  test('those who have the role are not: these tests could fail', async () => {
    for (const [name, { args, allowed }] of Object.entries(calls)) {
      for (const who of allowed === 'signed in' ? (['stranger'] as const) : allowed) {
        const { error } = await people[who].db.rpc(name, args);
        expect([who, name, error?.code]).not.toEqual([who, name, '42501']);
      }
    }
  });

  test('a stranger cannot reach in through ids of their own seller\'s things', async () => {
    const [product] = await world.sql<{ id: string; variant: string }[]>`
      select p.id, v.id as variant from public.products p join public.variants v on v.product_id = p.id where p.streamer_id = ${seller.id} limit 1`;
    const [message] = await world.sql<{ id: number }[]>`select id from public.chat_messages where streamer_id = ${other.id} limit 1`;
    const before = await fingerprint(seller.id);
    const { db } = people.stranger;
    const attempts = await Promise.all([
      db.rpc('save_product', { p_streamer: other.id, p_product: { ...productOf({ code: unique() }), id: product!.id } }),
      db.rpc('save_product', { p_streamer: other.id, p_product: productOf({ code: unique(), variants: [{ id: product!.variant, name: 'x', options: {}, stock: 9 }] }) }),
      db.rpc('pin_product', { p_streamer: other.id, p_product: product!.id }),
      db.rpc('claim_comment', { p_message: message!.id, p_variant: product!.variant, p_quantity: 1 }),
    ]);
    expect(attempts.map(({ error }) => error?.code)).toEqual(['P0001', 'P0001', '23503', 'P0001']);
    await db.rpc('remove_correction', { p_streamer: other.id, p_correction: calls['remove_correction']!.args['p_correction'] });
    await db.rpc('revoke_bridge_key', { p_streamer: other.id, p_key: calls['revoke_bridge_key']!.args['p_key'] });
    await db.rpc('remove_member', { p_streamer: other.id, p_user: people.packer.userId });
    expect(await fingerprint(seller.id)).toBe(before);
  });
});

describe('private', () => {
  test('is no schema of the API, for anybody', async () => {
    const tables = await world.sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'private'::regnamespace and relkind = 'r'`;
    const functions = await world.sql<{ name: string }[]>`select distinct proname as name from pg_proc where pronamespace = 'private'::regnamespace`;
    expect([tables.length, functions.length].every((n) => n > 1)).toBe(true);
    for (const { db } of [...Object.values(people), { db: world.service }]) {
      for (const { name } of tables) expect([name, (await db.schema('private').from(name).select('*')).error?.code]).toEqual([name, 'PGRST106']);
      for (const { name } of functions) {
        const codes = [(await db.schema('private').rpc(name, {})).error?.code, (await db.rpc(name, {})).error?.code];
        expect([name, ...codes]).toEqual([name, 'PGRST106', 'PGRST202']);
      }
    }
  });

  test('holds nothing that those roles may use, but the functions that policies and feeds call', async () => {
    const usable = await world.sql`
      select role, p.proname as name from pg_proc p, unnest(array['anon', 'authenticated']) role
      where p.pronamespace = 'private'::regnamespace and has_schema_privilege(role, 'private', 'usage') and has_function_privilege(role, p.oid, 'execute')
      union all
      select role, c.relname from pg_class c, unnest(array['anon', 'authenticated']) role
      where c.relnamespace = 'private'::regnamespace and c.relkind = 'r' and has_table_privilege(role, c.oid, 'select, insert, update, delete')
      order by 2`;
    expect(usable).toEqual([{ role: 'authenticated', name: 'my_streamers' }, { role: 'authenticated', name: 'snapshot_version' }]);
  });
});

describe('an invitation', () => {
  async function invite(): Promise<string> {
    const token = unique();
    const { error } = await people.owner.db.rpc('create_invitation', { p_streamer: seller.id, p_role: 'packer', p_token_hash: hashOf(token) });
    expect(error).toBe(null);
    return token;
  }

  test('lets one person in, in its role, once', async () => {
    const token = await invite();
    const [guest, second] = [await makePerson(world), await makePerson(world)];
    const [first, late] = [await guest.db.rpc('accept_invitation', { p_token: token }), await second.db.rpc('accept_invitation', { p_token: token })];
    expect([first.data, late.error?.message]).toEqual([seller.id, 'invitation_invalid']);
    expect((await guest.db.rpc('accept_invitation', { p_token: token })).data).toBe(seller.id);
    const { data } = await guest.db.from('members').select('role').eq('user_id', guest.userId);
    expect(data).toEqual([{ role: 'packer' }]);
  });

  test('is worth nothing after its date, and does not change the role of somebody who is in', async () => {
    const old = await invite();
    await world.sql`update public.invitations set expires_at = now() - interval '1 second' where token_hash = ${hashOf(old)}`;
    const guest = await makePerson(world);
    expect((await guest.db.rpc('accept_invitation', { p_token: old })).error?.message).toBe('invitation_invalid');
    await people.owner.db.rpc('accept_invitation', { p_token: await invite() });
    expect(await world.sql`select role from public.members where streamer_id = ${seller.id} and user_id = ${people.owner.userId}`).toEqual([{ role: 'owner' }]);
  });

  test('the last owner stays', async () => {
    const { error } = await people.owner.db.rpc('remove_member', { p_streamer: seller.id, p_user: people.owner.userId });
    expect(error?.message).toBe('last_owner');
  });
});
