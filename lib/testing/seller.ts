import { randomBytes } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import type postgres from 'postgres';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import type { Role, Seller } from '#lib/members/schema.ts';
import { saveProduct } from '#lib/products/save.ts';
import { SaveProduct, type ProductRow, type VariantRow } from '#lib/products/schema.ts';
import { required } from '#lib/server/env.ts';
import type { World } from './world.ts';

export interface TestPerson {
  userId: string;
  email: string;
  password: string;
  /** supabase-js signed in as this person. */
  db: Db;
}

/** A seller of its own for one suite, and the owner. */
export interface TestSeller extends Seller {
  owner: TestPerson;
}

type SellerWorld = Pick<World, 'env' | 'sql' | 'service'>;

/** A few letters that no other test has. */
export function unique(): string {
  return randomBytes(5).toString('hex');
}

/** supabase-js with the publishable key, signed in as nobody. */
export function nobody({ env }: Pick<World, 'env'>): Db {
  return createClient(required(env, 'SUPABASE_URL'), required(env, 'SUPABASE_PUBLISHABLE_KEY'), {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

/** A confirmed user, made through the service client and signed in by password. */
export async function makePerson(world: SellerWorld): Promise<TestPerson> {
  const email = `${unique()}@claimcast.test`;
  const password = unique();
  const made = await world.service.auth.admin.createUser({ email, password, email_confirm: true });
  if (made.error) throw made.error;
  const db = nobody(world);
  const signedIn = await db.auth.signInWithPassword({ email, password });
  if (signedIn.error) throw signedIn.error;
  return { userId: made.data.user.id, email, password, db };
}

/** A person with a new workspace whose handle nobody else has. `holdSeconds`: 900 unless given. */
export async function makeSeller(world: SellerWorld, options: { holdSeconds?: number } = {}): Promise<TestSeller> {
  const owner = await makePerson(world);
  const name = `seller-${unique()}`;
  const row = await world.sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: owner.userId, email: owner.email, role: 'authenticated' })}, true)`;
    const [made] = await tx<Seller[]>`select id, handle, name, currency from public.create_workspace(${name})`;
    if (options.holdSeconds) await tx`update public.streamers set hold_seconds = ${options.holdSeconds} where handle = ${name}`;
    return made;
  });
  if (!row) throw new Error('create_workspace answered nothing');
  return { id: row.id, handle: row.handle, name: row.name, currency: row.currency, owner };
}

/** A new person who works for this seller in this role. */
export async function makeMember(world: SellerWorld, seller: Seller, role: Role): Promise<TestPerson> {
  const person = await makePerson(world);
  await world.sql`insert into public.members (streamer_id, user_id, email, role) values (${seller.id}, ${person.userId}, ${person.email}, ${role})`;
  return person;
}

/** Runs SQL as this person, as PostgREST would: role `authenticated`, with the token's claims, in one transaction. */
export async function asPerson<T>({ sql }: Pick<World, 'sql'>, person: TestPerson, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  const claims = JSON.stringify({ sub: person.userId, email: person.email, role: 'authenticated' });
  const answer = await sql.begin(async (tx) => {
    await tx`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`;
    return work(tx as never);
  });
  return answer as T;
}

/** A product as the form sends it: one variant `One size` with `stock` units (5) unless `variants` says otherwise. */
export function productOf(input: Partial<SaveProduct> & { stock?: number } = {}): SaveProduct {
  const { stock = 5, ...rest } = input;
  return SaveProduct.parse({ code: 'A17', name: 'Linen shirt', priceMinor: 1990, variants: [{ name: 'One size', stock }], ...rest });
}

/** Saves a product through the verb, as the owner. `variant` is its first. */
export async function makeProduct(seller: TestSeller, input: Parameters<typeof productOf>[0] = {}): Promise<ProductRow & { variant: VariantRow }> {
  const product = await saveProduct(seller.owner.db, seller, productOf(input));
  const [variant] = product.variants;
  if (!variant) throw new Error('a product without a variant');
  return { ...product, variant };
}
