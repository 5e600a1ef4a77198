import { route } from '#lib/server/route.ts';
import { suggestDelay } from '#lib/shows/learn-delay-of-show.ts';

/** The viewers' delay as the comments tell it: a suggestion, set by PATCH /api/shows/current if at all. */
export const GET = route({ roles: ['owner', 'moderator'] }, ({ ctx, caller }) => suggestDelay(ctx.sql, caller.seller));
