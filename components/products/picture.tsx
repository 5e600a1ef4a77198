'use client';
import Image from 'next/image';
import { useState } from 'react';
import { cn } from '#components/ui/cn.ts';

interface PictureProps {
  path: string | null | undefined;
  /** Shown large when there is no picture, or it cannot be loaded. */
  code: string;
  /** Of the box, which is square: a class such as `size-9`. */
  className?: string;
}

/** A product's picture, square and never stretched. The name stands beside it, so it says nothing itself. */
export function Picture({ path, code, className }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span className={cn('@container relative grid aspect-square shrink-0 place-items-center overflow-hidden rounded-sm border bg-hover', className)}>
      {path && path !== failed ? (
        <Image src={path} alt="" fill unoptimized className="object-cover" onError={() => setFailed(path)} />
      ) : (
        <span aria-hidden className={cn('max-w-full truncate px-0.5 font-semibold text-muted', code.length > 3 ? 'text-[max(10px,24cqw)]' : 'text-[max(12px,38cqw)]')}>
          {code || '·'}
        </span>
      )}
    </span>
  );
}
