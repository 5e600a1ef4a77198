'use client';
import './overlay.css';
import type { OverlayLook, OverlayState } from '#lib/overlay/schema.ts';
import { sample } from './sample.ts';
import { useOverlay } from './use-overlay.ts';
import { OverlayView } from './view.tsx';

interface OverlayProps {
  token: string;
  /** What it showed when the page was made. */
  first: OverlayState;
  look: OverlayLook;
}

/** The overlay, kept up to date. Nothing on screen shows nothing. */
export function Overlay({ token, first, look }: OverlayProps) {
  const { state, isStale } = useOverlay(token, first);
  const shown = look.sample && !state?.product ? sample : state;
  return shown?.product ? <OverlayView product={shown.product} claims={shown.claims} buyers={shown.buyers} look={look} isStale={isStale} /> : <main className="overlay" />;
}
