import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Db } from '#lib/adapters/supabase/clients.ts';
import type { Log } from '#lib/ports.ts';

const perTurn = 200;
const everyMs = 600_000;
const firstMs = 30_000;

/**
 * Deletes the frames that are older than their seller keeps them: the picture first, then the row with what it matched,
 * so that no picture is left without its row. Answers how many. Safe to run twice and by several at once.
 */
export async function expireFrames({ sql, service }: { sql: Sql; service: Db }): Promise<number> {
  let deleted = 0;
  for (;;) {
    const frames = await sql<{ id: string; path: string }[]>`
      select f.id, f.path from public.frames f join public.streamers s on s.id = f.streamer_id
      where f.created_at < now() - make_interval(days => s.frame_days) order by f.created_at limit ${perTurn}`;
    if (frames.length === 0) return deleted;
    const { error } = await service.storage.from('frames').remove(frames.map(({ path }) => path));
    if (error) throw error;
    const ids = frames.map(({ id }) => id);
    await sql`delete from public.product_matches where frame_id = any (${ids}::uuid[]) and chat_message_id is null`;
    deleted += (await sql`delete from public.frames where id = any (${ids}::uuid[])`).count;
    if (frames.length < perTurn) return deleted;
  }
}

/** Expires frames now and then, for as long as the process lives. What fails is tried again the next time. */
export function keepFramesShort(ctx: { sql: Sql; service: Db; log: Log }): { close(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let closed = false;
  const again = (afterMs: number) => {
    if (closed) return;
    timer = setTimeout(() => {
      running = expireFrames(ctx)
        .then((deleted) => void (deleted > 0 && ctx.log.info({ deleted }, 'frames.expired')), (error: unknown) => ctx.log.warn({ error }, 'frames.expiry_failed'))
        .finally(() => again(everyMs));
    }, afterMs).unref();
  };
  again(firstMs);
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
