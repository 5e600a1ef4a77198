import { route } from '#lib/server/route.ts';

/** How many of the catalogue's pictures can be recognised by now; asking goes on with those that wait. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true }, async ({ ctx, caller }) => {
  const progress = await ctx.keeper.progress(caller.seller.id);
  if (progress.waiting > 0 && !ctx.keeper.isPreparing(caller.seller.id)) ctx.keeper.prepare(caller.seller.id);
  return progress;
});
