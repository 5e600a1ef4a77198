import { isFromWhatsapp, readWhatsapp } from '#lib/adapters/whatsapp/webhook.ts';
import { takeReply, takeReport } from '#lib/messages/report.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { parseJson } from '#lib/server/http.ts';
import { vendorRoute, wrongSignature } from '#lib/server/vendor-route.ts';

/** Meta asks once whether this address is ours, with the word that we gave there. */
export function GET(request: Request): Response {
  const { searchParams } = new URL(request.url);
  const token = webCtx().env.WHATSAPP_VERIFY_TOKEN;
  const isOurs = token !== undefined && searchParams.get('hub.mode') === 'subscribe' && searchParams.get('hub.verify_token') === token;
  return new Response(isOurs ? searchParams.get('hub.challenge') : 'The word is not right.', { status: isOurs ? 200 : 403, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}

/** What WhatsApp reports of our messages, and what buyers answer. */
export const POST = vendorRoute(async ({ ctx, request, rawBody }) => {
  const secret = ctx.env.WHATSAPP_APP_SECRET;
  if (!secret || !isFromWhatsapp(rawBody, request.headers.get('x-hub-signature-256'), secret)) throw wrongSignature();
  const { reports, replies } = readWhatsapp(parseJson(rawBody));
  for (const report of reports) await takeReport(ctx, report);
  for (const reply of replies) await takeReply(ctx, reply);
});
