import { headers } from 'next/headers';
import { cache } from 'react';
import { cartOfToken, readCart } from '#lib/carts/read.ts';
import { directionOf, pickLanguage, type Language } from '#lib/carts/languages.ts';
import type { Cart } from '#lib/carts/view.ts';
import { webCtx } from '#lib/server/ctx.ts';

/** The cart behind a link, read once a request; null when there is none, `away` while it cannot be read. */
export const cartBehind = cache(async (token: string): Promise<Cart | 'away' | null> => {
  const { sql, log } = webCtx();
  try {
    const cartId = await cartOfToken(sql, token);
    return cartId === null ? null : await readCart(sql, cartId);
  } catch (error) {
    log.error({ error }, 'pay.not_shown');
    return 'away';
  }
});

/** The language of a page for this buyer. */
export async function languageFor(cart: Cart | 'away' | null): Promise<Language> {
  return pickLanguage(cart === null || cart === 'away' ? null : cart.state.language, (await headers()).get('accept-language'));
}

/** What the frame of a buyer's page is told; null for all other pages. `path` is as the proxy wrote it. */
export async function buyerFrame(path: string): Promise<{ language: Language; direction: 'ltr' | 'rtl' } | null> {
  const asked = /^\/pay(?:\/([^/]*)|$)/.exec(path);
  if (!asked) return null;
  const [, token] = asked;
  const language = await languageFor(token ? await cartBehind(token) : null);
  return { language, direction: directionOf(language) };
}
