import { pickLanguage, type Language } from '#lib/carts/languages.ts';
import { unsubscribeWords } from '#lib/messages/unsubscribe-words.ts';
import { unsubscribe } from '#lib/messages/unsubscribe.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';
import { plainPage } from '#lib/server/plain-page.ts';
import { vendorRoute } from '#lib/server/vendor-route.ts';

const languageOf = (request: Request): Language => pickLanguage(null, request.headers.get('accept-language'));

/** Asks: programs that look at the links of an e-mail must not unsubscribe anybody. */
export function GET(request: Request): Response {
  const language = languageOf(request);
  const { ask, note, stop } = unsubscribeWords[language];
  return plainPage({ language, title: ask, body: `<p>${note}</p><form method="post"><button style="font:inherit;min-height:44px;padding:0 16px">${stop}</button></form>` });
}

/** One click, by RFC 8058: no more e-mail to this buyer. The link's secret says who that is. */
export const POST = vendorRoute(async ({ ctx, request }) => {
  const token = new URL(request.url).searchParams.get('cart') ?? '';
  await webCtx().limitBuyers({ link: token.slice(0, 64), address: callerAddress(request.headers, ctx) });
  await unsubscribe(ctx.sql, token);
  const language = languageOf(request);
  const { done, doneNote } = unsubscribeWords[language];
  return plainPage({ language, title: done, body: `<p>${doneNote}</p>` });
});
