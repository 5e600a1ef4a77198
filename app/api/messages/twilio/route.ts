import { isFromTwilio, readTwilio } from '#lib/adapters/twilio/webhook.ts';
import { takeReply, takeReport } from '#lib/messages/report.ts';
import { linkOrigin } from '#lib/server/payments.ts';
import { vendorRoute, wrongSignature } from '#lib/server/vendor-route.ts';

/** What Twilio reports of our messages, and what buyers answer. The answer is empty TwiML: nothing is said back. */
export const POST = vendorRoute(async ({ ctx, request, rawBody }) => {
  const { pathname, search, searchParams } = new URL(request.url);
  const form = new URLSearchParams(rawBody.toString('utf8'));
  const token = ctx.env.TWILIO_AUTH_TOKEN;
  if (!token || !isFromTwilio(`${linkOrigin(ctx.env, request)}${pathname}${search}`, form, request.headers.get('x-twilio-signature'), token)) throw wrongSignature();
  const { report, reply } = readTwilio(form, searchParams.get('attempt'), ctx.clock.now());
  if (report) await takeReport(ctx, report);
  if (reply) await takeReply(ctx, reply);
  return new Response('<Response/>', { headers: { 'content-type': 'text/xml' } });
});
