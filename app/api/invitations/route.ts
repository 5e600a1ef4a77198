import { inviteMember } from '#lib/members/manage.ts';
import { Invite } from '#lib/members/schema.ts';
import { linkOrigin } from '#lib/server/payments.ts';
import { created, route } from '#lib/server/route.ts';

/** A link that lets one person join, valid 7 days. */
export const POST = route({ roles: ['owner'], body: Invite }, async ({ ctx, caller, body, request }) => {
  const { path } = await inviteMember(caller.db, caller.seller, body.role);
  return created({ link: `${linkOrigin(ctx.env, request)}${path}` });
});
