import { z } from 'zod';
import { demoPlayer } from '#lib/demo/player.ts';
import { route } from '#lib/server/route.ts';

const Start = z.object({ speed: z.number().min(0.1).max(100).default(1) });

/** How far the demo show has played; 404 in any other workspace. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, async ({ ctx, caller }) => demoPlayer(ctx, caller.seller).state());

/** Plays the recorded show through the real ingest. One at a time: starting again begins anew. */
export const POST = route({ roles: ['owner', 'moderator'], body: Start }, async ({ ctx, caller, body }) => demoPlayer(ctx, caller.seller).start(body.speed, caller.db));

/** Stops the recorded show. Safe to run twice. */
export const DELETE = route({ roles: ['owner', 'moderator'] }, async ({ ctx, caller }) => demoPlayer(ctx, caller.seller).stop());
