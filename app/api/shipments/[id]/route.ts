import { route, uuidParam } from '#lib/server/route.ts';
import { saveParcel, unpackParcel } from '#lib/shipments/save.ts';
import { SaveParcel } from '#lib/shipments/schema.ts';

/** Says what became of a parcel. */
export const PATCH = route({ roles: ['owner', 'moderator', 'packer'], body: SaveParcel }, async ({ ctx, caller, body, params }) => {
  ctx.announcer.changes((await saveParcel(caller.db, caller.seller, uuidParam(params), body)).changes);
});

/** Takes a parcel apart again. */
export const DELETE = route({ roles: ['owner', 'moderator', 'packer'] }, async ({ ctx, caller, params }) => {
  ctx.announcer.changes((await unpackParcel(caller.db, caller.seller, uuidParam(params))).changes);
});
