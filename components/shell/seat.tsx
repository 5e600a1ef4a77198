'use client';
import { createContext, use, type ReactNode } from 'react';

/** Who is signed in, and at which shop. The server's Seat, and the way to another of their shops. */
export interface SeatInfo {
  userId: string;
  email: string;
  role: 'owner' | 'moderator' | 'packer';
  streamer: { id: string; handle: string; name: string; currency: string };
  /** All shops they work for, this one too. */
  shops: { handle: string; name: string }[];
  switchShop: (handle: string) => Promise<void>;
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
