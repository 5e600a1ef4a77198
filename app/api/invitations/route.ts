import { inviteMember } from '#lib/members/manage.ts';
import { Invite } from '#lib/members/schema.ts';
import { originOf } from '#lib/server/http.ts';
import { created, route } from '#lib/server/route.ts';

/** A link that lets one person join, valid 7 days. */
export const POST = route({ roles: ['owner'], body: Invite }, async ({ caller, body, request }) => {
  const { path } = await inviteMember(caller.db, caller.seller, body.role);
  return created({ link: `${originOf(request)}${path}` });
});
