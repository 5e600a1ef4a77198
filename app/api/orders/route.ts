import { z } from 'zod';
import { PageRequest } from '#lib/core/page.ts';
import { createOrder } from '#lib/orders/create.ts';
import { listOrders } from '#lib/orders/list.ts';
import { CreateOrder, OrderFilter } from '#lib/orders/schema.ts';
import { created, route } from '#lib/server/route.ts';

/** Orders, newest first. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true, query: z.object({ ...OrderFilter.shape, ...PageRequest.shape }) }, ({ caller, query }) =>
  listOrders(caller.db, caller.seller, query, query),
);

/** An order that did not come from a comment. With an Idempotency-Key header, sending it again changes nothing. */
export const POST = route({ roles: ['owner', 'moderator'], bridges: true, body: CreateOrder }, async ({ ctx, caller, body, request }) => {
  const idempotencyKey = request.headers.get('idempotency-key')?.slice(0, 255) || null;
  return created(await createOrder(ctx, caller.seller, body, { actor: caller.kind === 'person' ? caller.userId : null, idempotencyKey }));
});
