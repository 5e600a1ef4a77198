import { overlayLink, rotateOverlay } from '#lib/overlay/link.ts';
import { route } from '#lib/server/route.ts';

/** Where the overlay is. */
export const GET = route({ roles: ['owner'] }, ({ caller }) => overlayLink(caller.db, caller.seller));

/** A new address for it; the old one shows nothing any more. */
export const POST = route({ roles: ['owner'] }, ({ caller }) => rotateOverlay(caller.db, caller.seller));
