'use client';
import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { MenuSheet } from './menu-sheet.tsx';
import { isAt, placesFor } from './places.ts';
import { usePaneBar } from './pane-bar.tsx';
import { useSeat } from './seat.tsx';

export const barItemStyle = 'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium transition-colors duration-150';

interface BarFaceProps {
  icon: LucideIcon;
  name: string;
  /** Stands at the icon's shoulder when there is something to count. */
  count?: ReactNode;
}

export function BarFace({ icon: Icon, name, count }: BarFaceProps) {
  return (
    <>
      <span className="relative">
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
        {count !== undefined && (
          <span className="absolute -top-1.5 start-3.5 grid h-4 min-w-4 place-items-center rounded-full border border-line-strong bg-raised px-1 text-[0.6875rem] leading-none text-ink">
            {count}
          </span>
        )}
      </span>
      {name}
    </>
  );
}

/** The phone's way around, under the thumb. A page with panes of its own puts them here instead of the pages. */
export function BottomBar({ signOut }: { signOut: () => Promise<void> }) {
  const pathname = usePathname();
  const seat = useSeat();
  const panes = usePaneBar();
  return (
    <nav aria-label="Main" className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {panes ??
        placesFor(seat.role)
          .slice(0, 3)
          .map((place) => {
            const here = isAt(pathname, place.href);
            return (
              <Link key={place.href} href={place.href} aria-current={here ? 'page' : undefined} className={cn(barItemStyle, here ? 'text-ink' : 'text-faint')}>
                <BarFace icon={place.icon} name={place.name} />
              </Link>
            );
          })}
      <MenuSheet signOut={signOut} />
    </nav>
  );
}
