import { z } from 'zod';
import { listMessages } from '#lib/messages/manage.ts';
import { route } from '#lib/server/route.ts';

/** What was written to a buyer about a cart. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], query: z.object({ cart: z.uuid() }) }, ({ caller, query }) => listMessages(caller.db, caller.seller, query.cart));
