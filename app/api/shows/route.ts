import { z } from 'zod';
import { PageRequest } from '#lib/core/page.ts';
import { created, route } from '#lib/server/route.ts';
import { timeOf } from '#lib/shows/plan.ts';
import { listShows, startShow } from '#lib/shows/run.ts';
import { ShowFilter, StartShow } from '#lib/shows/schema.ts';

/** Shows, newest first, with their sums. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], query: z.object({ ...PageRequest.shape, ...ShowFilter.shape }) }, async ({ caller, query }) => {
  const [page, { time_zone }] = await Promise.all([listShows(caller.db, caller.seller, query), timeOf(caller.db, caller.seller)]);
  return { ...page, time_zone };
});

/** Starts a show, or renames the one that is live. */
export const POST = route({ roles: ['owner', 'moderator'], body: StartShow }, async ({ ctx, caller, body }) => {
  const show = await startShow(caller.db, caller.seller, body.title);
  ctx.announcer.show(caller.seller.id, show.id, true);
  return created({ show });
});
