'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { BarFace, barItemStyle } from './bar-face.tsx';
import { MenuSheet } from './menu-sheet.tsx';
import { isAt, placesFor } from './places.ts';
import { usePaneBar } from './pane-bar.tsx';
import { useSeat } from './seat.tsx';

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
