'use client';
import { Archive, ArchiveRestore, Ellipsis } from 'lucide-react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { Button } from '#components/ui/button.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { say, sayError } from '#components/ui/toast.tsx';
import type { ProductRow } from '#lib/products/schema.ts';
import { useArchiveProduct } from './queries.ts';
import { toast } from 'sonner';

/** Archives at once and offers to take it back; holds that run are kept. */
export function useArchive() {
  const { mutateAsync } = useArchiveProduct();
  return (product: ProductRow) => {
    const set = (archived: boolean, after: () => void) =>
      follow(mutateAsync({ id: product.id, archived }), { done: after, failed: (error) => sayError(`#${product.code} was not ${archived ? 'archived' : 'put back'}`, messageOf(error)) });
    if (product.archived_at !== null) return set(false, () => say(`#${product.code} is in the catalogue again`));
    return set(true, () => {
      toast(`#${product.code} ${product.name} is archived`, {
        description: 'Viewers cannot claim it. Orders that are held stay held.',
        duration: 8000,
        action: { label: 'Undo', onClick: () => set(false, () => say(`#${product.code} is in the catalogue again`)) },
      });
    });
  };
}

export function ProductMenu({ product }: { product: ProductRow }) {
  const archive = useArchive();
  const archived = product.archived_at !== null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="iconSm" variant="ghost" aria-label={`More for ${product.name}`}>
          <Ellipsis className="size-4" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => archive(product)}>
          {archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          {archived ? 'Put back' : 'Archive'}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
