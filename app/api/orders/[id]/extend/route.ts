import { z } from 'zod';
import { extendHold } from '#lib/claims/decide.ts';
import { route, uuidParam } from '#lib/server/route.ts';

const Extend = z.object({ seconds: z.number().int().min(1).max(604_800) });

/** Gives an unpaid order's hold more time. */
export const POST = route({ roles: ['owner', 'moderator'], body: Extend }, async ({ ctx, caller, body, params }) => {
  ctx.announcer.changes(await extendHold(caller.db, uuidParam(params), body.seconds));
});
