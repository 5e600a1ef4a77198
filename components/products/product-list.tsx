'use client';
import { useSyncExternalStore } from 'react';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Table, TableBody, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import type { ProductRow } from '#lib/products/schema.ts';
import { ProductCard } from './product-card.tsx';
import { ProductTableRow } from './product-row.tsx';

interface ProductListProps {
  products: readonly ProductRow[];
  mayEdit: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
}

const phone = '(width < 48rem)';

function subscribe(listener: () => void) {
  const media = matchMedia(phone);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether the screen is a phone's; false on the server. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(phone).matches, () => false);
}

/** Products as a table, on a phone as cards. */
export function ProductList({ products, mayEdit, openId, onOpen }: ProductListProps) {
  const items = products.map((product) => ({ product, mayEdit, open: product.id === openId, onOpen: () => onOpen(product.id) }));
  if (usePhone()) {
    return (
      <ul className="grid gap-2 p-3">
        {items.map((item) => (
          <ProductCard key={item.product.id} {...item} />
        ))}
      </ul>
    );
  }
  return (
    <div className="px-1 pb-24 md:px-3">
      <Table className="table-fixed">
        <TableHead>
          <TableRow className="hover:bg-transparent">
            <TableHeader className="w-14 pe-0">
              <span className="sr-only">Picture</span>
            </TableHeader>
            <TableHeader className="w-28 ps-5">Code</TableHeader>
            <TableHeader className="w-[26%] ps-5">Name</TableHeader>
            <TableHeader number className="w-32 pe-5">Price, {products[0]?.currency}</TableHeader>
            <TableHeader>
              Free to claim <span className="font-normal">+ waiting</span>
            </TableHeader>
            <TableHeader className="w-24">
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <ProductTableRow key={item.product.id} {...item} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

export function ProductListSkeleton() {
  return (
    <div className="grid gap-px px-4 pt-9 md:px-6" role="status" aria-label="Loading products">
      {Array.from({ length: 10 }, (_, i) => (
        <div key={i} className="flex h-13 items-center gap-4">
          <Skeleton className="size-9" />
          <Skeleton className="h-4 w-10" />
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-4 w-16 max-md:hidden" />
          <Skeleton className="h-6 flex-1 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
