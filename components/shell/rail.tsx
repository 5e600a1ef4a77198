'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Kbd } from '#components/ui/kbd.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#components/ui/cn.ts';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import { usePalette } from './palette.tsx';
import { apiDocs, isAt, placesFor, type Place } from './places.ts';
import { useSeat } from './seat.tsx';

const itemStyle = 'grid size-10 place-items-center rounded-md text-faint transition-colors duration-150 hover:bg-hover hover:text-ink';

function RailLink({ place: { href, name, icon: Icon }, here }: { place: Place; here: boolean }) {
  return (
    <Tooltip text={name} side="right">
      <Link href={href} aria-label={name} aria-current={here ? 'page' : undefined} className={cn(itemStyle, here && 'bg-hover text-ink')}>
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      </Link>
    </Tooltip>
  );
}

/** The desk's way around: 56 px, icons with names on hover and for screen readers. */
export function Rail({ signOut }: { signOut: () => Promise<void> }) {
  const pathname = usePathname();
  const palette = usePalette();
  const seat = useSeat();
  return (
    <nav aria-label="Main" className="hidden w-14 shrink-0 flex-col items-center gap-1 border-e py-2 md:flex">
      <Link href="/live" aria-label="Claimcast" className="mb-2 grid size-10 place-items-center rounded-md">
        <Logo />
      </Link>
      {placesFor(seat.role).map((place) => (
        <RailLink key={place.href} place={place} here={isAt(pathname, place.href)} />
      ))}
      <Tooltip text={<>Search and commands <Kbd>⌘K</Kbd></>} side="right">
        <button type="button" aria-label="Search and commands" className={itemStyle} onClick={palette.open}>
          <Search className="size-5" strokeWidth={1.75} aria-hidden />
        </button>
      </Tooltip>
      <div className="mt-auto grid gap-1">
        <RailLink place={apiDocs} here={isAt(pathname, apiDocs.href)} />
        <AccountMenu signOut={signOut} />
      </div>
    </nav>
  );
}
