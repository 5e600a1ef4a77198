'use client';
import { Check } from 'lucide-react';
import { z } from 'zod';
import { Picture } from '#components/products/picture.tsx';
import { cn } from '#components/ui/cn.ts';
import { countWords, shelfOf } from '#lib/reports/rules.ts';
import type { Parcel } from '#lib/reports/schema.ts';
import { useKept } from './kept.ts';

const Taken = z.record(z.string(), z.number());
const none: Record<string, number> = {};
const readTaken = (stored: unknown): Record<string, number> => Taken.safeParse(stored).data ?? none;

/** What to take off the shelf for all parcels together, ticked off by hand. A tick is for that many: when more is paid for, it is gone. */
export function Shelf({ showId, parcels }: { showId: string; parcels: readonly Parcel[] }) {
  const [taken, keep] = useKept(`claimcast-taken-${showId}`, readTaken);
  const shelf = shelfOf(parcels);
  const units = shelf.reduce((sum, item) => sum + item.quantity, 0);
  const left = shelf.filter((item) => taken[item.variantId] !== item.quantity).reduce((sum, item) => sum + item.quantity, 0);
  return (
    <section aria-label="Off the shelf">
      <div className="flex items-baseline justify-between gap-4 pb-2">
        <h2 className="text-lg font-semibold">Off the shelf</h2>
        <p className="text-muted" role="status">
          <span className="print:hidden">{left === 0 ? `All ${countWords(units, 'unit')} are here` : left === units ? countWords(units, 'unit') : `${left} of ${countWords(units, 'unit')} to go`}</span>
          <span className="hidden print:inline">{countWords(units, 'unit')}</span>
        </p>
      </div>
      <ul className="border-t">
        {shelf.map((item) => {
          const here = taken[item.variantId] === item.quantity;
          return (
            <li key={item.variantId} className="break-inside-avoid border-b">
              <button
                type="button"
                role="checkbox"
                aria-checked={here}
                onClick={() => keep({ ...taken, [item.variantId]: here ? 0 : item.quantity })}
                className={cn('flex min-h-14 w-full items-center gap-3 py-2 text-start transition-colors duration-150 hover:bg-surface active:bg-hover print:min-h-0 print:opacity-100', here && 'opacity-55')}
              >
                <Tick on={here} />
                <span className="w-12 shrink-0 text-end text-lg font-semibold">{item.quantity}&thinsp;×</span>
                <Picture path={item.picture} code={item.code} className="size-10" />
                <span className="grid min-w-0 flex-1">
                  <span className={cn('truncate text-base font-medium', here && 'line-through print:no-underline')} dir="auto">
                    #{item.code} {item.name}
                  </span>
                  <span className="truncate text-muted" dir="auto">
                    {item.variants > 1 ? item.variant : ''}
                    {item.variants > 1 && item.sku ? ' · ' : ''}
                    {item.sku}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Tick({ on }: { on: boolean }) {
  return (
    <span aria-hidden className={cn('grid size-6 shrink-0 place-items-center rounded-sm border print:size-5 print:border-line-strong print:bg-transparent', on ? 'border-transparent bg-ink text-bg' : 'border-control')}>
      {on && <Check className="size-4 print:hidden" />}
    </span>
  );
}
