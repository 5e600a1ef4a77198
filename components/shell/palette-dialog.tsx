'use client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Moon, PinOff, ReceiptText, Search, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { pageOf } from '#lib/core/page.ts';
import { OrderRow } from '#lib/orders/schema.ts';
import { request } from '#components/api.ts';
import { useCatalogue } from '#components/live/queries.ts';
import { Thumb } from '#components/shows/thumb.tsx';
import { useCurrentShow, usePin } from '#components/shows/queries.ts';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { apiDocs, placesFor } from './places.ts';
import { useMaySell, useSeat } from './seat.tsx';

interface PaletteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function Item({ value, onSelect, children, hint }: { value: string; onSelect: () => void; children: ReactNode; hint?: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-10 items-center gap-3 rounded-sm px-3 text-sm text-muted select-none touch data-[selected=true]:bg-hover data-[selected=true]:text-ink [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-faint"
    >
      {children}
      {hint && <span className="ms-auto ps-4 text-xs text-faint">{hint}</span>}
    </Command.Item>
  );
}

const groupStyle = '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint';

/** Go to a page, pin a product by its code, find an order. */
export function PaletteDialog({ open, onOpenChange }: PaletteDialogProps) {
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search.trim());
  const router = useRouter();
  const { role } = useSeat();
  const maySell = useMaySell();
  const { resolvedTheme, setTheme } = useTheme();
  const { data: show } = useCurrentShow();
  const { data: products = [] } = useCatalogue();
  const pin = usePin();
  const { data: orders = [] } = useQuery({
    queryKey: ['orders', 'found', words],
    queryFn: async ({ signal }) => (await request(`/api/orders?limit=6&search=${encodeURIComponent(words)}`, pageOf(OrderRow), { signal })).items,
    enabled: open && words.length > 1,
  });

  const run = (act: () => void) => () => {
    onOpenChange(false);
    setSearch('');
    act();
  };
  // Without words only what comes next in the run sheet, so that the rest of the list is in sight.
  const at = products.findIndex((product) => product.id === show?.pinned_product_id);
  const listed = words === '' ? [...products.slice(at + 1), ...products.slice(0, Math.max(0, at))].slice(0, 5) : products;
  const dark = resolvedTheme !== 'light';

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Search and commands" hideTitle className="top-[12vh] w-[min(560px,calc(100vw-24px))] translate-y-0 overflow-hidden p-0">
        <Command label="Search and commands" loop>
          <div className="flex h-12 items-center gap-3 border-b px-4">
            <Search className="size-4 shrink-0 text-faint" aria-hidden />
            <Command.Input value={search} onValueChange={setSearch} placeholder="A page, a code to pin, an order or a buyer" className="h-full flex-1 bg-transparent text-base outline-none max-md:text-[1rem]" />
            <Kbd>esc</Kbd>
          </div>
          <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1 pb-2">
            <Command.Empty className="px-3 py-8 text-center text-sm text-muted">Nothing fits &ldquo;{search}&rdquo;. Try a code, a name or an order number.</Command.Empty>
            {show?.status === 'live' && maySell && (
              <Command.Group heading="Put on screen" className={groupStyle}>
                {listed.map((product) => (
                  <Item
                    key={product.id}
                    value={`pin #${product.code} ${product.name} ${product.aliases.join(' ')}`}
                    onSelect={run(() => pin.mutate(product.id))}
                    hint={product.id === show.pinned_product_id ? 'on screen' : undefined}
                  >
                    <Thumb product={product} size={24} />
                    <span className="w-10 shrink-0 font-medium text-ink">#{product.code}</span>
                    <span className="truncate">{product.name}</span>
                  </Item>
                ))}
                {show.pinned_product_id && (
                  <Item value="unpin take off screen" onSelect={run(() => pin.mutate(null))}>
                    <PinOff aria-hidden /> Take off screen
                  </Item>
                )}
              </Command.Group>
            )}
            <Command.Group heading="Go to" className={groupStyle}>
              {[...placesFor(role), apiDocs].map(({ href, name, icon: Icon }) => (
                <Item key={href} value={`go ${name}`} onSelect={run(() => router.push(href))}>
                  <Icon aria-hidden /> {name}
                </Item>
              ))}
            </Command.Group>
            {orders.length > 0 && (
              <Command.Group heading="Orders" className={groupStyle} forceMount>
                {orders.map((order) => (
                  <Item
                    key={order.id}
                    value={`order ${order.order_no} ${order.buyer_name} ${words}`}
                    onSelect={run(() => router.push(`/orders?search=${encodeURIComponent(order.order_no)}`))}
                    hint={`#${order.product_code} ${order.variant_name} ×${order.quantity}`}
                  >
                    <ReceiptText aria-hidden />
                    <span className="text-ink">{order.buyer_name}</span>
                    <span className="truncate">{order.order_no}</span>
                  </Item>
                ))}
              </Command.Group>
            )}
            <Command.Group heading="Theme" className={groupStyle}>
              <Item value={`theme ${dark ? 'light' : 'dark'}`} onSelect={run(() => setTheme(dark ? 'light' : 'dark'))}>
                {dark ? <Sun aria-hidden /> : <Moon aria-hidden />} {dark ? 'Light theme' : 'Dark theme'}
              </Item>
            </Command.Group>
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
