'use client';
import { LogOut, Menu, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTheme } from 'next-themes';
import { startTransition, useState } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { Sheet, SheetBody, SheetContent, SheetTrigger } from '#components/ui/sheet.tsx';
import { cn } from '#components/ui/cn.ts';
import { themes } from './account-menu.tsx';
import { BarFace, barItemStyle } from './bar-face.tsx';
import { usePalette } from './palette.tsx';
import { apiDocs, isAt, placesFor } from './places.ts';
import { useSeat } from './seat.tsx';

const rowStyle = 'flex h-12 w-full items-center gap-3 rounded-md px-3 text-base text-muted [&_svg]:size-5';

/** Everything that is not in the phone's bottom bar. */
export function MenuSheet({ signOut }: { signOut: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  const palette = usePalette();
  const { email, role, streamer } = useSeat();
  const { theme = 'dark', setTheme } = useTheme();
  const close = () => setOpen(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger className={cn(barItemStyle, 'text-faint data-[state=open]:text-ink')}>
        <BarFace icon={Menu} name="Menu" />
      </SheetTrigger>
      <SheetContent side="bottom" title={streamer.name} description={`${email} · ${role}`}>
        <SheetBody className="gap-1 px-2">
          {[...placesFor(role), apiDocs].map(({ href, name, icon: Icon }) => {
            const here = isAt(pathname, href);
            return (
              <Link key={href} href={href} onClick={close} aria-current={here ? 'page' : undefined} className={cn(rowStyle, here && 'bg-hover text-ink')}>
                <Icon strokeWidth={1.75} aria-hidden />
                {name}
              </Link>
            );
          })}
          <button
            type="button"
            className={rowStyle}
            onClick={() => {
              close();
              palette.open();
            }}
          >
            <Search strokeWidth={1.75} aria-hidden />
            Search and commands
          </button>
          <div className="flex gap-1 border-t px-1 pt-3" role="group" aria-label="Theme">
            {themes.map(({ value, name, icon: Icon }) => (
              <Chip key={value} pressed={theme === value} onClick={() => setTheme(value)} className="flex-1 justify-center">
                <Icon className="size-4" aria-hidden />
                {name}
              </Chip>
            ))}
          </div>
          <button type="button" className={rowStyle} onClick={() => startTransition(() => signOut())}>
            <LogOut strokeWidth={1.75} aria-hidden />
            Sign out
          </button>
        </SheetBody>
      </SheetContent>
    </Sheet>
  );
}
