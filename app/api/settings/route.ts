import { getSettings, saveSettings } from '#lib/members/manage.ts';
import { SettingsPatch } from '#lib/members/schema.ts';
import { route } from '#lib/server/route.ts';

/** The workspace's settings. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller }) => getSettings(caller.db, caller.seller));

/** Changes settings; what is left out stays. */
export const PATCH = route({ roles: ['owner'], body: SettingsPatch }, ({ caller, body }) => saveSettings(caller.db, caller.seller, body));
