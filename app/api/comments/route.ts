import { z } from 'zod';
import { listComments } from '#lib/comments/list.ts';
import { CommentFilter } from '#lib/comments/schema.ts';
import { PageRequest } from '#lib/core/page.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, readJson, requestIdOf } from '#lib/server/http.ts';
import { isLocalCall } from '#lib/server/internal-headers.ts';
import { ingestRequest, maxIngestBytes } from '#lib/server/ingest-request.ts';
import { route } from '#lib/server/route.ts';

const Query = z.object({ ...CommentFilter.shape, ...PageRequest.shape });

/** Comments with what was understood and what became of them, newest first. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], bridges: true, query: Query }, ({ caller, query }) => listComments(caller.db, caller.seller, query, query));

/** Accepts comments where the custom server does not stand in front (a serverless host); the same verb as there. */
export async function POST(request: Request): Promise<Response> {
  const ctx = webCtx();
  const requestId = requestIdOf(request.headers.get('x-request-id'));
  try {
    const sender = { authorization: request.headers.get('authorization') ?? undefined, local: isLocalCall(request.headers, ctx.env), requestId };
    return Response.json(await ingestRequest(ctx, sender, await readJson(request, maxIngestBytes)), { headers: { 'x-request-id': requestId } });
  } catch (error) {
    const failure = failureOf(error, requestId, ctx.log);
    return Response.json(failure.body, { status: failure.status, headers: failure.headers });
  }
}
