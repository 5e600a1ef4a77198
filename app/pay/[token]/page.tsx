import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Calm } from '#components/pay/calm.tsx';
import { CartPage } from '#components/pay/cart-page.tsx';
import { speechOf } from '#components/pay/speech.ts';
import { secondaryButton } from '#components/pay/styles.ts';
import { likelyCountry } from '#lib/carts/languages.ts';
import { wordsOf } from '#lib/carts/words/all.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { cartBehind, languageFor } from '../buyer.ts';

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function load({ params }: PageProps) {
  const { token } = await params;
  const cart = await cartBehind(token);
  const language = await languageFor(cart);
  return { token, cart, speech: speechOf(language, wordsOf[language]) };
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { cart, speech } = await load(props);
  const title = cart === null ? speech.say('noLink') : cart === 'away' ? speech.say('away') : speech.say('title', { seller: cart.state.seller.name });
  return { title: { absolute: title }, description: null, robots: { index: false, follow: false }, referrer: 'no-referrer' };
}

/** The page behind a buyer's link. */
export default async function Page(props: PageProps) {
  const { token, cart, speech } = await load(props);
  if (cart === null) notFound();
  const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);
  const { paid, notice, problem } = await props.searchParams;
  if (cart === 'away') {
    return (
      <Calm title={speech.say('away')} note={speech.say('awayNote')}>
        <a className={secondaryButton} href={`/pay/${token}`}>{speech.say('tryAgain')}</a>
      </Calm>
    );
  }
  const country = likelyCountry(cart.state.seller.shipCountries, (await headers()).get('accept-language'), speech.language);
  return <CartPage cart={cart} speech={speech} token={token} isTest={webCtx().payments.isTest} country={country} said={{ paid: one(paid), notice: one(notice), problem: one(problem) }} />;
}
