import { pickLanguage } from '#lib/carts/languages.ts';
import { wordsOf } from '#lib/carts/words/all.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Env } from './env.ts';
import { callerAddress } from './internal-headers.ts';
import { buyerLimit } from './limits.ts';
import { plainPage } from './plain-page.ts';
import { shared } from './shared.ts';

let own: ReturnType<typeof buyerLimit> | undefined;

/** Counts a buyer's page against the limit of its address: the answer when it is over (429), else null. Where no custom server runs, each instance counts for itself. */
export async function refuseTooOften(headers: Headers, env: Pick<Env, 'TRUST_PROXY'>): Promise<Response | null> {
  const ctx = shared.claimcastWeb;
  const take = ctx?.limitBuyers ?? (own ??= buyerLimit(null));
  try {
    await take({ link: null, address: callerAddress(headers, ctx ?? { frontDoor: false, env }) });
    return null;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'rate_limited')) throw error;
    const language = pickLanguage(null, headers.get('accept-language'));
    const { away, problemTooOften } = wordsOf[language];
    return plainPage({ language, title: away, body: `<p>${problemTooOften}</p>` }, { status: 429, headers: { 'retry-after': String(error.retryAfterSeconds ?? 60) } });
  }
}
