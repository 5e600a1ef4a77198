import { openChannels } from '#lib/messages/channels.ts';
import { getMessaging } from '#lib/messages/manage.ts';
import { TestRequest } from '#lib/messages/schema.ts';
import { testMessage } from '#lib/messages/try.ts';
import { publicUrl } from '#lib/server/payments.ts';
import { route } from '#lib/server/route.ts';

/** Sends the seller an example. */
export const POST = route({ roles: ['owner'], body: TestRequest }, async ({ ctx, caller, body }) => {
  await ctx.limitTestMessages(caller.seller.id);
  const { messaging } = await getMessaging(caller.db, caller.seller, []);
  return testMessage({ clock: ctx.clock, publicUrl: publicUrl(ctx.env), channels: openChannels(ctx.env) }, caller.seller, messaging, body);
});
