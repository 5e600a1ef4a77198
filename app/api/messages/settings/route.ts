import { channelStates } from '#lib/messages/channels.ts';
import { getMessaging, saveMessaging } from '#lib/messages/manage.ts';
import { Messaging } from '#lib/messages/schema.ts';
import { route } from '#lib/server/route.ts';

/** How the seller writes to buyers, and over what. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ ctx, caller }) => getMessaging(caller.db, caller.seller, channelStates(ctx.env)));

/** Keeps how the seller writes to buyers, all of it. */
export const PUT = route({ roles: ['owner'], body: Messaging }, async ({ ctx, caller, body }) => {
  await saveMessaging(caller.db, caller.seller, body);
  return getMessaging(caller.db, caller.seller, channelStates(ctx.env));
});
