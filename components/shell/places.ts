import { BookOpen, CalendarDays, Package, Radio, ReceiptText, Settings, Users, type LucideIcon } from 'lucide-react';
import type { SeatInfo } from './seat.tsx';

export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
}

const work: Place[] = [
  { href: '/live', name: 'Live', icon: Radio },
  { href: '/orders', name: 'Orders', icon: ReceiptText },
  { href: '/products', name: 'Products', icon: Package },
  { href: '/shows', name: 'Shows', icon: CalendarDays },
];
const buyers: Place = { href: '/buyers', name: 'Buyers', icon: Users };
const settings: Place = { href: '/settings', name: 'Settings', icon: Settings };
export const apiDocs: Place = { href: '/docs/api', name: 'API docs', icon: BookOpen };

/** Where this person may go, in the order of the rail. */
export const placesFor = (role: SeatInfo['role']): Place[] => (role === 'owner' ? [...work, buyers, settings] : role === 'moderator' ? [...work, buyers] : work);

export const isAt = (pathname: string, href: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
