import { directionOf, type Language } from '#lib/carts/languages.ts';

/** A page of a few words that needs nothing else to be reachable. `body` is HTML; nothing that somebody sent may be in it. */
export function plainPage(page: { language: Language; title: string; body: string }, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  const { language, title, body } = page;
  const head = `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title>`;
  const style = 'font:16px/1.5 system-ui,sans-serif;max-width:30em;margin:3em auto;padding:0 1em';
  return new Response(`<!doctype html><html lang="${language}" dir="${directionOf(language)}">${head}<body style="${style}"><h1 style="font-size:20px">${title}</h1>${body}`, {
    status: init.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'accept-language', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'", ...init.headers,
    },
  });
}
