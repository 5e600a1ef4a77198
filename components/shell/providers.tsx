'use client';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { Toaster } from '#components/ui/toast.tsx';
import { TooltipProvider } from '#components/ui/tooltip.tsx';

/** What every page needs from the browser: the theme, tooltips, toasts. Dark unless the person chose otherwise. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="dark" storageKey="claimcast-theme" disableTransitionOnChange nonce={nonce}>
      <TooltipProvider delayDuration={400} skipDelayDuration={100}>
        {children}
        <Toaster />
      </TooltipProvider>
    </ThemeProvider>
  );
}
