'use client';
import { useState } from 'react';
import { cn } from '#components/ui/cn.ts';

interface ThumbProps {
  product: { code: string; pictures: readonly string[] };
  /** Pixels; without it the picture fills its box. */
  size?: number;
  className?: string;
}

/** A product's picture, square and never stretched; without one, or while it cannot be had, its code on a quiet ground. Says nothing itself: its name stands beside it. */
export function Thumb({ product, size, className }: ThumbProps) {
  const picture = product.pictures[0];
  const [missing, setMissing] = useState<string | null>(null);
  const box = cn('shrink-0 overflow-hidden rounded-sm bg-hover', className);
  const style = size === undefined ? undefined : { width: size, height: size };
  if (picture && picture !== missing) {
    // oxlint-disable-next-line nextjs/no-img-element -- pictures come sized from this origin; many are SVG, which the optimiser refuses
    return <img src={picture} alt="" width={size ?? 320} height={size ?? 320} style={style} loading="lazy" decoding="async" onError={() => setMissing(picture)} className={cn('aspect-square object-cover', box)} />;
  }
  const fontSize = Math.max(8, Math.min((size ?? 160) * 0.34, ((size ?? 160) * 1.3) / Math.max(2, product.code.length)));
  return (
    <span aria-hidden style={style} className={cn('grid aspect-square place-items-center border text-faint', box)}>
      <span style={{ fontSize }} className="leading-none font-semibold">
        {product.code}
      </span>
    </span>
  );
}
