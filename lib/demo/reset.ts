import type { Sql } from '#lib/adapters/postgres/connect.ts';

/**
 * Makes the demo workspace ready to be played again: the waitlist is closed, unpaid orders are ended (their units go
 * back on sale), the running show ends and a new one begins. Answers the new show's id. Safe to run twice.
 */
export async function resetDemo(sql: Sql, streamerId: string): Promise<string> {
  return sql.begin(async (tx) => {
    await tx`select private.lock_streamer(${streamerId})`;
    await tx`update public.waitlist set status = 'cancelled', ended_at = now() where streamer_id = ${streamerId} and status = 'waiting'`;
    await tx`select private.end_order(o.id, 'cancelled', 'seller_said_so', null, null) from public.orders o where o.streamer_id = ${streamerId} and o.status = 'pending'`;
    await tx`update public.shows set status = 'ended', ended_at = now() where streamer_id = ${streamerId} and status = 'live'`;
    const [show] = await tx<{ id: string }[]>`
      insert into public.shows (streamer_id, title, status, started_at, platforms)
      values (${streamerId}, 'Friday drop', 'live', now(), '{tiktok_live,instagram_live,youtube_live,facebook_live,twitch}') returning id`;
    if (!show) throw new Error('the demo show was not made');
    return show.id;
  });
}
