import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import { hashOf } from '#lib/keys/find.ts';
import { Member, Settings, type Seller, type SettingsPatch } from './schema.ts';

/** The people who work for a seller, the oldest first. */
export async function listMembers(db: Db, seller: Seller) {
  const rows = dataOf(await db.from('members').select('user_id, email, role, created_at').eq('streamer_id', seller.id).order('created_at').limit(100));
  return { items: z.array(Member).parse(rows) };
}

/** Makes an invitation and answers the secret path of its link, which is kept nowhere. Valid 7 days, once. Owner only. */
export async function inviteMember(db: Db, seller: Seller, role: 'moderator' | 'packer'): Promise<{ path: string }> {
  const token = randomBytes(32).toString('base64url');
  dataOf(await db.rpc('create_invitation', { p_streamer: seller.id, p_role: role, p_token_hash: hashOf(token) }));
  return { path: `/join?token=${token}` };
}

/** Takes a member out. Throws `conflict` for the last owner. Safe to run twice. */
export async function removeMember(db: Db, seller: Seller, userId: string): Promise<void> {
  dataOf(await db.rpc('remove_member', { p_streamer: seller.id, p_user: userId }));
}

/** A seller's settings. */
export async function getSettings(db: Db, seller: Seller) {
  return Settings.parse(dataOf(await db.from('streamers').select('name, handle, currency, hold_seconds, claim_threshold, match_threshold, frame_days').eq('id', seller.id).single()));
}

/** Changes settings; what is left out stays. Owner only. Safe to run twice. */
export async function saveSettings(db: Db, seller: Seller, patch: z.infer<typeof SettingsPatch>) {
  dataOf(
    await db.rpc('save_settings', {
      p_streamer: seller.id,
      p_name: patch.name ?? null,
      p_currency: patch.currency ?? null,
      p_hold_seconds: patch.hold_seconds ?? null,
      p_claim_threshold: patch.claim_threshold ?? null,
      p_match_threshold: patch.match_threshold ?? null,
      p_frame_days: patch.frame_days ?? null,
    }),
  );
  return getSettings(db, seller);
}
