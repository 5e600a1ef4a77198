import { channelStates } from '#lib/messages/channels.ts';
import { route, uuidParam } from '#lib/server/route.ts';
import { checkShow } from '#lib/shows/check.ts';

/** What to look at before a show goes live. */
export const GET = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller, params }) => {
  const { sql, redis, clock, log, keeper, payments } = ctx;
  const channels = channelStates(ctx.env).flatMap(({ channel, connected }) => (connected ? [channel] : []));
  return { items: await checkShow({ sql, redis, clock, log, keeper, payments, channels }, caller.db, caller.seller, uuidParam(params)) };
});
