import { headers } from 'next/headers';
import { cache } from 'react';
import { directionOf, pickLanguage, type Language } from '#lib/carts/languages.ts';
import { AppError } from '#lib/core/errors.ts';
import { fairLine } from '#lib/ledger/fair.ts';
import type { FairLine } from '#lib/ledger/schema.ts';
import { fairWords } from '#lib/ledger/words/all.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';

/** The line behind a link, read once a request; null when there is none, `away` while it cannot be read or this address asks too often. */
export const lineBehind = cache(async (token: string): Promise<FairLine | 'away' | null> => {
  const ctx = webCtx();
  try {
    await ctx.limitBuyers({ link: null, address: callerAddress(await headers(), ctx) });
    return await fairLine(ctx.sql, token);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'rate_limited')) ctx.log.error({ error }, 'fair.not_shown');
    return 'away';
  }
});

/** The buyer's language where there are words for it, else English. */
export async function fairLanguage(line: FairLine | 'away' | null): Promise<Language> {
  const wanted = pickLanguage(line === null || line === 'away' ? null : line.language, (await headers()).get('accept-language'));
  return wanted in fairWords ? wanted : 'en';
}

/** What the frame of this page is told; null for all other pages. `path` is as the proxy wrote it. */
export async function fairFrame(path: string): Promise<{ language: Language; direction: 'ltr' | 'rtl' } | null> {
  const asked = /^\/fair(?:\/([^/]*)|$)/.exec(path);
  if (!asked) return null;
  const [, token] = asked;
  const language = await fairLanguage(token ? await lineBehind(token) : null);
  return { language, direction: directionOf(language) };
}
