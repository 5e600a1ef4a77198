'use client';
import { createContext, use, type ReactNode } from 'react';

/** Who is signed in, and at which shop. The same shape as the server's Seat. */
export interface SeatInfo {
  userId: string;
  email: string;
  role: 'owner' | 'moderator' | 'packer';
  streamer: { id: string; handle: string; name: string; currency: string };
}

const SeatContext = createContext<SeatInfo | null>(null);

export function SeatProvider({ seat, children }: { seat: SeatInfo; children: ReactNode }) {
  return <SeatContext value={seat}>{children}</SeatContext>;
}

/** The signed-in person's seat. Only under the dashboard's layout. */
export function useSeat(): SeatInfo {
  const seat = use(SeatContext);
  if (!seat) throw new Error('useSeat outside the dashboard');
  return seat;
}

/** Owners and moderators decide about claims; packers read and pack. */
export const useMaySell = (): boolean => useSeat().role !== 'packer';
