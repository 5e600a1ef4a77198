'use client';
import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { startTransition } from 'react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { useSeat } from './seat.tsx';

export const themes = [
  { value: 'dark', name: 'Dark', icon: Moon },
  { value: 'light', name: 'Light', icon: Sun },
  { value: 'system', name: 'As the device', icon: Monitor },
] as const;

const initial = (name: string): string => Array.from(new Intl.Segmenter().segment(name))[0]?.segment ?? '?';

/** The shop's initial; behind it who is signed in, the theme, and the way out. */
export function AccountMenu({ signOut }: { signOut: () => Promise<void> }) {
  const { email, role, streamer, shops, switchShop } = useSeat();
  // Loaded anew: what is cached and the socket are the other shop's.
  const goTo = (handle: string) => startTransition(() => switchShop(handle).then(() => window.location.assign('/live')));
  const { theme = 'dark', setTheme } = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${streamer.name}: account and theme`}
        className="grid size-10 place-items-center rounded-md transition-colors duration-150 hover:bg-hover data-[state=open]:bg-hover"
      >
        <span aria-hidden className="grid size-7 place-items-center rounded-full border border-line-strong bg-raised text-xs font-semibold uppercase">
          {initial(streamer.name)}
        </span>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end" sideOffset={8} className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate text-sm font-medium">{streamer.name}</p>
          <p className="truncate text-xs text-faint">
            {email} · {role}
          </p>
        </div>
        {shops.length > 1 && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuLabel>Shop</DropdownMenuLabel>
            <DropdownMenuRadioGroup value={streamer.handle} onValueChange={goTo}>
              {shops.map(({ handle, name }) => (
                <DropdownMenuRadioItem key={handle} value={handle}>
                  {name}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          </>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
          {themes.map(({ value, name, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden />
              {name}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => startTransition(() => signOut())}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
