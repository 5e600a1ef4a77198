import { headers } from 'next/headers';
import { cache } from 'react';
import { directionOf, pickLanguage, type Language } from '#lib/carts/languages.ts';
import { fairLine } from '#lib/ledger/fair.ts';
import type { FairLine } from '#lib/ledger/schema.ts';
import { webCtx } from '#lib/server/ctx.ts';

/** The line behind a link, read once a request; null when there is none, `away` while it cannot be read. */
export const lineBehind = cache(async (token: string): Promise<FairLine | 'away' | null> => {
  const { sql, log } = webCtx();
  try {
    return await fairLine(sql, token);
  } catch (error) {
    log.error({ error }, 'fair.not_shown');
    return 'away';
  }
});

/** The language of a page for this buyer. */
export async function fairLanguage(line: FairLine | 'away' | null): Promise<Language> {
  return pickLanguage(line === null || line === 'away' ? null : line.language, (await headers()).get('accept-language'));
}

/** What the frame of this page is told; null for all other pages. `path` is as the proxy wrote it. */
export async function fairFrame(path: string): Promise<{ language: Language; direction: 'ltr' | 'rtl' } | null> {
  const asked = /^\/fair(?:\/([^/]*)|$)/.exec(path);
  if (!asked) return null;
  const [, token] = asked;
  const language = await fairLanguage(token ? await lineBehind(token) : null);
  return { language, direction: directionOf(language) };
}
