import type { ReactNode } from 'react';
import { BottomBar } from './bottom-bar.tsx';
import { Rail } from './rail.tsx';

/** The dashboard's frame: a rail beside the page on a desk, a bar below it on a phone. The page scrolls in `main`. */
export function Frame({ signOut, children }: { signOut: () => Promise<void>; children: ReactNode }) {
  return (
    <div className="flex h-dvh overflow-hidden">
      <a href="#main" className="sr-only z-50 rounded-md bg-ink px-4 py-2 text-sm font-medium text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        Skip to the page
      </a>
      <Rail signOut={signOut} />
      <div className="flex min-w-0 flex-1 flex-col">
        <main id="main" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto outline-none">
          {children}
        </main>
        <BottomBar signOut={signOut} />
      </div>
    </div>
  );
}
