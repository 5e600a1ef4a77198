'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ApiFault } from '#components/api.ts';
import { LiveProvider } from '#components/live/socket.tsx';
import { PaletteProvider } from './palette.tsx';
import { SeatProvider, type SeatInfo } from './seat.tsx';

/** Tries again only what may come right by itself: not reached, or not answered. */
function mayRetry(failures: number, error: unknown): boolean {
  if (error instanceof ApiFault && error.status >= 400 && error.status < 500) return false;
  return failures < 3;
}

/** What every page of the dashboard needs: the person, the cache, the socket, the command palette. */
export function Dashboard({ seat, children }: { seat: SeatInfo; children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: mayRetry, staleTime: 30_000 } } }));
  return (
    <QueryClientProvider client={client}>
      <SeatProvider seat={seat}>
        <LiveProvider>
          <PaletteProvider>{children}</PaletteProvider>
        </LiveProvider>
      </SeatProvider>
    </QueryClientProvider>
  );
}
