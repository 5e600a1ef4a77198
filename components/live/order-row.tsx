'use client';
import { EllipsisVertical, TimerReset, X } from 'lucide-react';
import { memo, useState } from 'react';
import { formatMoney } from '#lib/core/money.ts';
import { parseInstant } from '#lib/core/time.ts';
import type { OrderRow as Row, WaitRow } from '#lib/orders/schema.ts';
import { serverNow } from '#components/api.ts';
import { pieceWords } from '#components/comments/outcome.ts';
import { Button } from '#components/ui/button.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { Ring } from '#components/ui/ring.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#components/ui/cn.ts';
import { clockTime, countdown, useNow } from './clock.ts';

const hurryMs = 120_000;
export const orderRowPx = 52;

/** The hold as a ring that empties, and the time left. Amber when it is short. */
function Hold({ order }: { order: Row }) {
  const now = useNow();
  const until = order.held_until === null ? 0 : parseInstant(order.held_until).getTime();
  const from = parseInstant(order.held_at ?? order.created_at).getTime();
  const leftMs = now === 0 ? 0 : Math.max(0, until - now);
  const part = until > from ? leftMs / (until - from) : 0;
  return (
    <span className={cn('flex w-19 shrink-0 items-center gap-2 text-sm font-semibold', leftMs < hurryMs ? 'text-warn' : 'text-money')} title={order.held_until ? `Held until ${clockTime(order.held_until)}` : undefined}>
      <Ring part={part} size={18} />
      <span className={leftMs < hurryMs ? 'text-warn' : 'text-ink'}>{countdown(leftMs)}</span>
    </span>
  );
}

function Actions({ order, onExtend, onCancel }: { order: Row; onExtend: (order: Row) => void; onCancel: (order: Row) => void }) {
  return (
    <>
      <div className="absolute inset-y-0 end-2 flex items-center gap-1 bg-hover ps-2 opacity-0 group-hover:opacity-100 focus-within:opacity-100 pointer-coarse:hidden">
        <Tooltip text="5 minutes more">
          <Button size="sm" aria-label={`5 minutes more for ${order.buyer_name}`} onClick={() => onExtend(order)}>
            +5 min
          </Button>
        </Tooltip>
        <Tooltip text="Cancel the order">
          <Button variant="danger" size="iconSm" aria-label={`Cancel the order of ${order.buyer_name}`} onClick={() => onCancel(order)}>
            <X className="size-4" aria-hidden />
          </Button>
        </Tooltip>
      </div>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="iconSm" aria-label={`More for ${order.buyer_name}`} className="hidden pointer-coarse:-me-2 pointer-coarse:inline-flex">
            <EllipsisVertical className="size-4" aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => onExtend(order)}>
            <TimerReset aria-hidden />5 minutes more
          </DropdownMenuItem>
          <DropdownMenuItem danger onSelect={() => onCancel(order)}>
            <X aria-hidden />
            Cancel the order
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}

const rowStyle = 'group relative flex items-center gap-3 border-b px-4 hover:bg-hover';

function Lines({ name, piece, product }: { name: string; piece: string | null; product: string }) {
  return (
    <span className="grid min-w-0 flex-1">
      <span className="truncate text-sm font-medium">
        <bdi>{name}</bdi>
      </span>
      <span className="truncate text-xs text-muted">
        <span className="font-medium text-ink">{piece}</span> · {product}
      </span>
    </span>
  );
}

interface OrderRowProps {
  order: Row;
  cancelling: boolean;
  onExtend: (order: Row) => void;
  /** Absent where the person may not. */
  onCancel: ((order: Row) => void) | undefined;
}

/** An order of the rail: held with its time, or paid, solid. */
export const OrderRow = memo(function OrderRow({ order, cancelling, onExtend, onCancel }: OrderRowProps) {
  const paid = order.status === 'paid';
  const [settling] = useState(() => paid && serverNow() - parseInstant(order.updated_at).getTime() < 2000);
  return (
    <div style={{ height: orderRowPx }} className={cn(rowStyle, cancelling && 'opacity-45', settling && 'animate-settle')}>
      {paid ? (
        <span className="flex w-19 shrink-0 items-center gap-2 text-sm font-semibold text-money">
          <Ring part={1} solid size={18} /> paid
        </span>
      ) : (
        <Hold order={order} />
      )}
      <Lines name={order.buyer_name} piece={pieceWords(order.product_code, order.variant_name, order.quantity)} product={order.product_name} />
      <span className={cn('shrink-0 text-sm', paid ? 'font-semibold text-money' : 'text-muted')}>{formatMoney(order.total_minor, order.currency)}</span>
      {!paid && !cancelling && onCancel && <Actions order={order} onExtend={onExtend} onCancel={onCancel} />}
      {cancelling && <span className="text-xs text-muted">cancelling</span>}
    </div>
  );
});

/** A person in line. */
export const WaitingRow = memo(function WaitingRow({ row }: { row: WaitRow }) {
  return (
    <div style={{ height: orderRowPx }} className={rowStyle}>
      <span className="w-19 shrink-0 text-sm font-semibold text-warn">{ordinal(row.place)} in line</span>
      <Lines name={row.buyer_name} piece={pieceWords(row.product_code, row.variant_name, row.quantity)} product={row.product_name} />
    </div>
  );
});

const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const rules = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinal = (n: number): string => `${n}${endings[rules.select(n)] ?? 'th'}`;
