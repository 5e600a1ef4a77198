import { sendAgain } from '#lib/messages/manage.ts';
import { route, uuidParam } from '#lib/server/route.ts';

/** Sends a message again, from the first channel on. */
export const POST = route({ roles: ['owner', 'moderator'] }, async ({ caller, params }) => ({ ok: true, id: await sendAgain(caller.db, uuidParam(params)) }));
