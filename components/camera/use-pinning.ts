'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { autoPinOf } from './sureness.ts';
import type { Pin } from '#components/shows/queries.ts';
import type { Sight } from './use-sight.ts';

interface Pinning {
  pinnedId: string | null;
  /** Whether the camera may pin by itself. */
  isAuto: boolean;
  pin: (pin: Pin) => void;
}

/**
 * Puts on screen what the seller confirms, and, where they let it, what the camera is sure of. Any other change of the product on
 * screen, also from another device, was made by hand: the camera then waits, and does not insist on what it saw at that moment.
 */
export function usePinning({ pinnedId, isAuto, pin }: Pinning) {
  const ours = useRef<string | null>(null);
  const handAt = useRef(-Infinity);
  const overruled = useRef<string | null>(null);
  const lead = useRef<string | null>(null);

  /** `score`: how sure the camera is of it; without one it is the seller's own choice. */
  const choose = (productId: string, score?: number) => {
    if (productId !== lead.current) {
      handAt.current = performance.now();
      overruled.current = lead.current;
    }
    ours.current = productId;
    pin(score === undefined ? productId : { productId, source: 'camera', score });
  };

  const onPinned = useEffectEvent((id: string | null) => {
    if (id === ours.current) return;
    ours.current = null;
    handAt.current = performance.now();
    overruled.current = lead.current;
  });
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else onPinned(pinnedId);
  }, [pinnedId]);

  const onSeen = ({ seen, agreeing }: Sight) => {
    if (!seen) return;
    lead.current = seen.kind === 'none' ? null : (seen.candidates[0]?.productId ?? null);
    if (lead.current !== overruled.current) overruled.current = null;
    const auto = autoPinOf({ isOn: isAuto, seen, agreeing, pinnedId, overruledId: overruled.current, sinceHandMs: performance.now() - handAt.current });
    if (auto !== null) choose(auto, seen.score);
  };

  return { choose, onSeen };
}
