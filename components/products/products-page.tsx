'use client';
import { PackagePlus, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { useAddress } from '#components/orders/use-address.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useSeat } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Empty } from '#components/ui/empty.tsx';
import type { ProductRow } from '#lib/products/schema.ts';
import { type ProductDraft, draftOf, nextCode } from './draft.ts';
import { ProductList, ProductListSkeleton } from './product-list.tsx';
import { ProductSheet } from './product-sheet.tsx';
import { PreparingLine } from './preparing.tsx';
import { usePictureProgress, useProducts } from './queries.ts';
import { SearchField } from './search-field.tsx';
import { found } from './find.ts';

const fresh = 'new';

/** The catalogue: searched, edited in place, and one product in a side panel. */
export function ProductsPage() {
  const { role, streamer } = useSeat();
  const mayEdit = role === 'owner';
  const { params, change } = useAddress();
  const archived = params.has('archived');
  const search = params.get('search') ?? '';
  const { products, isPending, isError, error, refetch } = useProducts(archived);
  const { data: progress } = usePictureProgress(products.some(({ pictures }) => pictures.length > 0));
  const preparing = progress && progress.waiting > 0 && <PreparingLine progress={progress} />;
  const [resumed, setResumed] = useState<ProductDraft | null>(null);
  const shown = found(products, search);
  const openId = params.get('product');
  const opened = products.find((product) => product.id === openId) ?? null;

  const open = (id: string | null) => change({ product: id }, id ? 'push' : 'replace');
  const create = (
    <Button variant="primary" onClick={() => open(fresh)}>
      <Plus className="size-4" aria-hidden /> New product
    </Button>
  );

  return (
    <>
      <PageHeader title="Products" note={
          isPending ? undefined : (
            <span className="flex items-center gap-3">
              {products.length}
              {preparing && <span className="max-md:hidden">{preparing}</span>}
            </span>
          )
        }>
        <SearchField label="Search products" value={search} onChange={(text) => change({ search: text })} className="max-md:hidden" />
        <Chip pressed={archived} onClick={() => change({ archived: archived ? null : '1' })}>
          Archived
        </Chip>
        {mayEdit && (archived || products.length > 0) && create}
      </PageHeader>
      {products.length > 0 && <SearchField label="Search products" value={search} onChange={(text) => change({ search: text })} className="mx-3 mt-3 w-auto md:hidden" />}
      {preparing && <p className="px-4 pt-2 text-sm text-faint md:hidden">{preparing}</p>}
      {isPending ? (
        <ProductListSkeleton />
      ) : isError && products.length === 0 ? (
        <Empty title="Products could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>
          {messageOf(error)}
        </Empty>
      ) : products.length === 0 ? (
        <Nothing archived={archived} action={mayEdit && create} />
      ) : shown.length === 0 ? (
        <Empty icon={SearchX} title={`Nothing matches “${search}”`} action={<Button onClick={() => change({ search: null })}>Show all</Button>}>
          Codes, names, other names and variants are searched.
        </Empty>
      ) : (
        <ProductList products={shown} mayEdit={mayEdit} openId={openId} onOpen={open} />
      )}
      {!isPending && (openId === fresh || opened) && mayEdit && (
        <ProductSheet
          key={openId}
          product={opened}
          start={resumed ?? startOf(opened, products)}
          currency={opened?.currency ?? streamer.currency}
          codes={products.filter((product) => product.id !== openId).map((product) => product.code)}
          onClose={() => {
            setResumed(null);
            open(null);
          }}
          onResume={(draft) => {
            setResumed(draft);
            open(draft.id ?? fresh);
          }}
        />
      )}
    </>
  );
}

function startOf(product: ProductRow | null, all: readonly ProductRow[]): ProductDraft {
  return product ? draftOf(product) : { ...draftOf(null), code: nextCode(all.map(({ code }) => code)) };
}

function Nothing({ archived, action }: { archived: boolean; action: React.ReactNode }) {
  if (archived) return <Empty title="Nothing is archived">A product you archive leaves the catalogue and waits here. It can be put back.</Empty>;
  return (
    <Empty icon={PackagePlus} title="Add the first thing you sell" action={action}>
      Give it a short code, such as 14. Viewers who write “mine 14” get it held for them.
    </Empty>
  );
}
