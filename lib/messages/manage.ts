import { z } from 'zod';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import { dataOf } from '#lib/adapters/supabase/faults.ts';
import type { Seller } from '#lib/members/schema.ts';
import { AttemptRow, MessageRow, messagingOf, type ChannelState, type Messaging, type MessageSettings } from './schema.ts';

const Settings = z.object({ messaging: z.unknown(), time_zone: z.string() });

/** How a seller writes to buyers, and over what. */
export async function getMessaging(db: Db, seller: Seller, channels: readonly ChannelState[]): Promise<MessageSettings> {
  const row = Settings.parse(dataOf(await db.from('streamers').select('messaging, time_zone').eq('id', seller.id).single()));
  return { messaging: messagingOf(row.messaging), timeZone: row.time_zone, channels: [...channels] };
}

/** Keeps how a seller writes to buyers, all of it. Owner only. Safe to run twice. */
export async function saveMessaging(db: Db, seller: Seller, messaging: Messaging): Promise<void> {
  dataOf(await db.rpc('save_selling', { p_streamer: seller.id, p_patch: { messaging } }));
}

const Found = MessageRow.omit({ attempts: true }).extend({ payment_notifications: z.array(AttemptRow) });
const columns = 'id, cart_id, topic, language, state, reason, body, created_at, payment_notifications(id, channel, status, address, problem, attempts, next_at, sent_at, delivered_at)';

/** What was written to a buyer about a cart, the last first, with what became of it on each channel in the order they were tried. */
export async function listMessages(db: Db, seller: Seller, cartId: string): Promise<{ items: MessageRow[] }> {
  const rows = dataOf(await db.from('messages').select(columns).eq('streamer_id', seller.id).eq('cart_id', cartId).order('created_at', { ascending: false }).order('id').limit(50));
  const items = z.array(Found).parse(rows).map(({ payment_notifications: attempts, ...row }) => ({ ...row, attempts: attempts.toSorted((a, b) => a.id - b.id) }));
  return { items };
}

/** The secret part of a buyer's link, to send it by hand. Owner or moderator. */
export async function linkOf(db: Db, cartId: string): Promise<string> {
  return z.string().parse(dataOf(await db.rpc('cart_link', { p_cart: cartId })));
}

/** Sends a message again as a new one; one that is still on its way is left to it. Returns the message that is. Owner or moderator. */
export async function sendAgain(db: Db, messageId: string): Promise<string> {
  return z.uuid().parse(dataOf(await db.rpc('send_message_again', { p_message: messageId })));
}

/** Says that the seller has sent the link by hand. Owner or moderator. Safe to run twice. */
export async function markSent(db: Db, messageId: string): Promise<void> {
  dataOf(await db.rpc('mark_message_sent', { p_message: messageId }));
}
