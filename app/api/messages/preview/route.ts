import { getMessaging } from '#lib/messages/manage.ts';
import { PreviewRequest } from '#lib/messages/schema.ts';
import { previewMessage } from '#lib/messages/try.ts';
import { publicUrl } from '#lib/server/payments.ts';
import { route } from '#lib/server/route.ts';

/** How a message reads. Nothing is sent or kept. */
export const POST = route({ roles: ['owner'], body: PreviewRequest }, async ({ ctx, caller, body }) => {
  const { messaging } = await getMessaging(caller.db, caller.seller, []);
  return previewMessage({ clock: ctx.clock, publicUrl: publicUrl(ctx.env) }, caller.seller, messaging, body);
});
