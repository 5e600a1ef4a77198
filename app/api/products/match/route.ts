import { MatchProduct, matchProduct } from '#lib/products/match.ts';
import { route } from '#lib/server/route.ts';

/** The product on a streamer's screen at a time. */
export const POST = route({ roles: ['owner', 'moderator'], bridges: true, body: MatchProduct }, ({ ctx, caller, body }) => matchProduct(ctx.sql, caller.seller, body, ctx.clock.now()));
