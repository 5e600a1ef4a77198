import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { hashOf } from './find.ts';

export const CreateKey = z.object({ name: z.string().trim().min(1).max(80) });
export const KeyRow = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});

/** Makes a bridge key. The key is in this answer and nowhere else: only its hash is kept. Owner only. */
export async function createKey(db: Db, seller: Seller, name: string): Promise<{ id: string; key: string }> {
  const key = `cc_${randomBytes(32).toString('base64url')}`;
  const id = dataOf(await db.rpc('create_bridge_key', { p_streamer: seller.id, p_name: name, p_prefix: key.slice(0, 9), p_key_hash: hashOf(key) }));
  return { id: z.uuid().parse(id), key };
}

/** The keys of a seller, newest first, without what they are. */
export async function listKeys(db: Db, seller: Seller) {
  const rows = dataOf(await db.from('bridge_keys').select('id, name, prefix, created_at, last_used_at, revoked_at').eq('streamer_id', seller.id).order('created_at', { ascending: false }).limit(100));
  return { items: z.array(KeyRow).parse(rows) };
}

/** Refuses a key from now on (two seconds at most). Safe to run twice. */
export async function revokeKey(db: Db, seller: Seller, keyId: string): Promise<void> {
  dataOf(await db.rpc('revoke_bridge_key', { p_streamer: seller.id, p_key: keyId }));
}
