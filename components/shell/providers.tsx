'use client';
import { ThemeProvider } from 'next-themes';
import { useState, type ReactNode } from 'react';
import { NonceProvider } from '#components/ui/nonce.tsx';
import { Toaster } from '#components/ui/toast.tsx';
import { TooltipProvider } from '#components/ui/tooltip.tsx';

/** What every page needs from the browser: the theme, tooltips, toasts. Dark unless the person chose otherwise. */
export function Providers({ nonce: sent, children }: { nonce: string; children: ReactNode }) {
  // The document's own policy stays while later answers bring other nonces.
  const [nonce] = useState(sent);
  return (
    <NonceProvider nonce={nonce}>
      <ThemeProvider attribute="data-theme" defaultTheme="dark" storageKey="claimcast-theme" disableTransitionOnChange nonce={nonce}>
        <TooltipProvider delayDuration={400} skipDelayDuration={100}>
          {children}
          <Toaster />
        </TooltipProvider>
      </ThemeProvider>
    </NonceProvider>
  );
}
