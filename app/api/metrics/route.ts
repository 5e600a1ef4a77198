import { timingSafeEqual } from 'node:crypto';
import { webCtx } from '#lib/server/ctx.ts';
import type { Env } from '#lib/server/env.ts';
import { isLocalCall } from '#lib/server/internal-headers.ts';
import { collectMetrics } from '#lib/server/metrics.ts';

export const dynamic = 'force-dynamic';

function mayRead(request: Request, env: Env): boolean {
  if (isLocalCall(request.headers, env)) return true;
  const token = env.METRICS_TOKEN;
  const given = Buffer.from(request.headers.get('authorization')?.replace(/^Bearer /i, '') ?? '');
  return token !== undefined && given.length === Buffer.byteLength(token) && timingSafeEqual(given, Buffer.from(token));
}

/** Figures of all processes for Prometheus: from loopback on the embedded default, or with METRICS_TOKEN. */
export async function GET(request: Request): Promise<Response> {
  const ctx = webCtx();
  if (!mayRead(request, ctx.env)) return Response.json({ error: { code: 'unauthenticated', message: 'Send METRICS_TOKEN as a bearer token.' } }, { status: 401 });
  const text = await collectMetrics(ctx.redis, ctx.metrics);
  return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' } });
}
