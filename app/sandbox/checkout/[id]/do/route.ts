import { act, viewSession, type Done } from '#lib/adapters/sandbox/change.ts';
import { SandboxFault } from '#lib/adapters/sandbox/fault.ts';
import { readPageForm } from '#lib/adapters/sandbox/page-form.ts';
import { returnUrlOf, type Session } from '#lib/adapters/sandbox/session.ts';
import { AppError } from '#lib/core/errors.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, readBytes, refuseNul, requestIdOf } from '#lib/server/http.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';
import { isOwnOrigin } from '#lib/server/loopback.ts';

/** A form with an address in it. */
const maxBytes = 16_000;

/** Only the page's own forms press its buttons. */
function refuseForeignPages(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  if (site === 'cross-site' || site === 'same-site' || (origin !== null && !isOwnOrigin(origin, host))) throw new AppError('forbidden', 'This page may not do that.');
}

function goOn(to: string): Response {
  return new Response(null, { status: 303, headers: { location: to, 'cache-control': 'no-store' } });
}

/** Paid or not, the buyer goes back to the shop, except where there is something more to press here. */
function nextPage(session: Session, page: string, done: Done): string {
  if (done === 'declined') return `${page}?problem=declined`;
  if (done === 'at_bank' || done === 'disputed' || done === 'not_open') return page;
  return returnUrlOf(session);
}

/**
 * What the buttons of the sandbox's page do; the answer is the page to go on to (303). Whoever knows the checkout's id may
 * press them, from this origin, so often a minute. Pressing twice does it once.
 */
export async function POST(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const ctx = webCtx();
  const { id } = await context.params;
  const page = `/sandbox/checkout/${encodeURIComponent(id)}`;
  try {
    refuseForeignPages(request.headers);
    if (ctx.payments.name !== 'sandbox') throw new AppError('not_found', 'There is nothing here.');
    await ctx.limitBuyers({ link: `sandbox:${id.slice(0, 80)}`, address: callerAddress(request.headers, ctx) });
    const form = Object.fromEntries(new URLSearchParams((await readBytes(request, maxBytes)).toString()));
    refuseNul(form);
    const session = await viewSession(ctx, id);
    const read = readPageForm(form, session.params);
    if ('problem' in read) return goOn(`${page}?problem=${read.problem}`);
    return goOn(nextPage(session, page, await act(ctx, id, read.doing)));
  } catch (error) {
    const known = error instanceof SandboxFault ? new AppError('not_found', 'There is no such checkout.', { cause: error }) : error;
    const failure = failureOf(known, requestIdOf(request.headers.get('x-request-id')), ctx.log);
    return Response.json(failure.body, { status: failure.status, headers: failure.headers });
  }
}
