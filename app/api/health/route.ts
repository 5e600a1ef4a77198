import { webCtx } from '#lib/server/ctx.ts';
import { checkHealth } from '#lib/health/check.ts';

export const dynamic = 'force-dynamic';

/** How this installation is: 200 `ok` or `degraded`, 503 `down` when something it cannot work without is away. */
export async function GET(): Promise<Response> {
  const health = await checkHealth(webCtx());
  return Response.json(health, { status: health.status === 'down' ? 503 : 200, headers: { 'cache-control': 'no-store' } });
}
