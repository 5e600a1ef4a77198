import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Clock } from '#lib/core/time.ts';
import type { JobData } from '#lib/jobs/catalog.ts';
import type { Jobs, Log, MessageChannel } from '#lib/ports.ts';
import { languageOf } from './render.ts';
import { messagingOf, Topic, type Channel } from './schema.ts';

/** What messages reach the world through. */
export interface MessageCtx {
  sql: Sql;
  log: Log;
  jobs: Jobs;
  channels: Partial<Record<Channel, MessageChannel>>;
  /** Where buyers reach this installation, without a slash at the end. */
  publicUrl: string;
  clock: Clock;
}

const Row = z.object({ language: z.string().nullable(), messaging: z.unknown() });

/**
 * The job `compose-message`: makes one message of all that happened to a cart under a topic and is not told yet, and has it sent.
 * A topic that the seller does not send is written down as skipped. Safe to run twice: the second time nothing is left to tell.
 */
export async function composeMessage({ sql, log, jobs }: Pick<MessageCtx, 'sql' | 'log' | 'jobs'>, data: JobData<'compose-message'>): Promise<void> {
  const topic = Topic.parse(data.topic);
  const messageId = await sql.begin(async (tx) => {
    const [found] = await tx`
      select private.cart_state(c.id) ->> 'language' as language, s.messaging from public.carts c join public.streamers s on s.id = c.streamer_id
      where c.id = ${data.cartId} and c.streamer_id = ${data.streamerId}`;
    if (!found) return null; // the show was dropped meanwhile
    const row = Row.parse(found);
    const messaging = messagingOf(row.messaging);
    const language = languageOf(row.language) ?? messaging.language;
    const off = messaging.topics.includes(topic) ? null : 'off';
    const [made] = await tx<{ id: string | null }[]>`select private.compose_message(${data.cartId}, ${topic}, ${language}, ${off}) as id`;
    const id = made?.id ?? null;
    if (id && !off) await jobs.send('send-message', { messageId: id }, { tx });
    return id;
  });
  if (messageId) log.info({ messageId, cartId: data.cartId, topic }, 'message.composed');
}
