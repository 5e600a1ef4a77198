import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Overlay } from '#components/overlay/overlay.tsx';
import { readOverlay } from '#lib/overlay/read.ts';
import { OverlayLook, type OverlayState } from '#lib/overlay/schema.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';

interface PageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: { absolute: 'Overlay' }, description: null, robots: { index: false, follow: false }, referrer: 'no-referrer' };

const empty: OverlayState = { live: false, product: null, claims: 0, buyers: [] };

/** As it is now; empty while that cannot be read: the page asks again by itself. */
async function load(token: string): Promise<OverlayState | null> {
  const ctx = webCtx();
  try {
    await ctx.limitBuyers({ link: null, address: callerAddress(await headers(), ctx) });
    return await readOverlay(ctx.sql, token);
  } catch (error) {
    ctx.log.warn({ error }, 'overlay.not_shown');
    return empty;
  }
}

/** What a seller lays over their video, in a browser source of OBS. */
export default async function Page({ params, searchParams }: PageProps) {
  const { token } = await params;
  const state = await load(token);
  if (!state) notFound();
  return <Overlay token={token} first={state} look={OverlayLook.parse(await searchParams)} />;
}
