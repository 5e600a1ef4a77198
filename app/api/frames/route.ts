import { storeFrameOf } from '#lib/frames/store.ts';
import { created, route } from '#lib/server/route.ts';

/** Keeps a frame of a streamer (multipart: `file`, `timestamp`?; `?streamer=` without a session) and answers the match. */
export const POST = route({ roles: ['owner', 'moderator'], bridges: true }, async ({ ctx, caller, request }) => created(await storeFrameOf(ctx, caller.seller, request)));
