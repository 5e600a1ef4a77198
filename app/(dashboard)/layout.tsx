import type { ReactNode } from 'react';
import { requireSeat } from '#lib/server/session.ts';
import { Dashboard } from '#components/shell/dashboard.tsx';
import { Frame } from '#components/shell/frame.tsx';
import { signOut, switchShop } from '../(auth)/actions.ts';

/** Pages of the desk: only for a person with a seat at a shop. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const seat = await requireSeat();
  return (
    <Dashboard seat={{ ...seat, switchShop }}>
      <Frame signOut={signOut}>{children}</Frame>
    </Dashboard>
  );
}
