import { MatchProduct, matchProduct, readMatch } from '#lib/products/match.ts';
import { route } from '#lib/server/route.ts';

/** The product on a streamer's screen at a time; frames come as addresses, as base64, or as files of a form. */
export const POST = route({ roles: ['owner', 'moderator'], bridges: true, body: MatchProduct, read: readMatch }, ({ ctx, caller, body }) => matchProduct(ctx, caller.seller, body));
