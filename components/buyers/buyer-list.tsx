'use client';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { whenWords } from '#components/orders/words.ts';
import { usePhone } from '#components/products/product-list.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import type { BuyerRow } from '#lib/buyers/schema.ts';
import { formatMoney } from '#lib/core/money.ts';
import { StatusBadge } from './status.tsx';

interface BuyerListProps {
  buyers: readonly BuyerRow[];
  currency: string;
  openId: string | null;
  onOpen: (id: string) => void;
  /** The panel is open: what it says as well is left out. */
  narrow: boolean;
}

/** Up and down go from buyer to buyer; with the panel open it follows. */
function walk(event: React.KeyboardEvent<HTMLElement>, follow: boolean): void {
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!by || !(event.target instanceof HTMLButtonElement)) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-buyer]')];
  const next = all[all.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (follow) next.click();
}

/** Buyers as a dense table, on a phone as two-line rows. */
export function BuyerList({ buyers, currency, openId, onOpen, narrow }: BuyerListProps) {
  const phone = usePhone();
  if (phone) {
    return (
      <ul>
        {buyers.map((buyer) => (
          <li key={buyer.id} className="border-b">
            <button type="button" aria-expanded={buyer.id === openId} onClick={() => onOpen(buyer.id)} className="grid w-full gap-0.5 px-4 py-2.5 text-start active:bg-hover">
              <span className="flex items-center justify-between gap-3">
                <Name buyer={buyer} />
                {buyer.spent_minor > 0 && <span className="shrink-0 font-medium">{formatMoney(buyer.spent_minor, currency)}</span>}
              </span>
              <span className="flex items-center justify-between gap-3 text-muted">
                <Handles buyer={buyer} />
                <span className="shrink-0">
                  {buyer.orders === 0 ? 'no orders' : buyer.orders === 1 ? 'one order' : `${buyer.orders} orders`}
                  {buyer.unpaid > 0 && <span className="text-warn"> · unpaid {buyer.unpaid}</span>}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="px-1 md:px-3" onKeyDown={(event) => walk(event, narrow)}>
      <Table>
        <TableHead>
          <TableRow className="hover:bg-transparent">
            <TableHeader>Buyer</TableHeader>
            <TableHeader>Names</TableHeader>
            <TableHeader number>Orders</TableHeader>
            <TableHeader number>Held</TableHeader>
            <TableHeader number>Paid</TableHeader>
            <TableHeader number>Not paid</TableHeader>
            <TableHeader number>Spent</TableHeader>
            {!narrow && <TableHeader number>Last order</TableHeader>}
          </TableRow>
        </TableHead>
        <TableBody>
          {buyers.map((buyer) => (
            <TableRow key={buyer.id} selected={buyer.id === openId} className="cursor-pointer" onClick={() => onOpen(buyer.id)}>
              <TableCell className="max-w-60">
                <button type="button" data-buyer aria-expanded={buyer.id === openId} className="max-w-full rounded-sm text-start" onClick={(event) => (event.stopPropagation(), onOpen(buyer.id))}>
                  <Name buyer={buyer} />
                </button>
              </TableCell>
              <TableCell className="max-w-60 text-muted"><Handles buyer={buyer} /></TableCell>
              <Figure value={buyer.orders} />
              <Figure value={buyer.held} className="text-money" />
              <Figure value={buyer.paid} />
              <Figure value={buyer.unpaid} className="font-medium text-warn" />
              <TableCell number className={cn('font-medium', buyer.spent_minor === 0 && 'font-normal text-faint')}>{buyer.spent_minor === 0 ? '–' : formatMoney(buyer.spent_minor, currency)}</TableCell>
              {!narrow && <TableCell number className="text-muted">{buyer.last_order_at ? <time dateTime={buyer.last_order_at}>{whenWords(buyer.last_order_at)}</time> : '–'}</TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Figure({ value, className }: { value: number; className?: string }) {
  return <TableCell number className={value === 0 ? 'text-faint' : className}>{value === 0 ? '–' : value}</TableCell>;
}

function Name({ buyer }: { buyer: BuyerRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <bdi className="truncate font-medium">{buyer.name}</bdi>
      <StatusBadge status={buyer.status} />
    </span>
  );
}

/** The names on platforms: the first two, and how many more. */
function Handles({ buyer }: { buyer: BuyerRow }) {
  const [first, second, ...more] = buyer.handles;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {[first, second].map((each) => each && (
        <span key={`${each.platform} ${each.handle}`} className="flex min-w-0 items-center gap-1">
          <PlatformGlyph platform={each.platform} />
          <bdi className="truncate">{each.handle}</bdi>
        </span>
      ))}
      {more.length > 0 && <span className="shrink-0 text-faint">+{more.length}</span>}
    </span>
  );
}

export function BuyerListSkeleton() {
  return (
    <div className="grid px-4 pt-8 md:px-6" role="status" aria-label="Loading buyers">
      {Array.from({ length: 14 }, (_, i) => (
        <div key={i} className="flex h-11 items-center gap-6 border-b">
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-24 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
