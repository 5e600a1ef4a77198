'use client';
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { ListOrdered, Plus } from 'lucide-react';
import Link from 'next/link';
import { useId, useState } from 'react';
import type { ProductRow } from '#lib/products/schema.ts';
import type { ShowPlan } from '#lib/shows/schema.ts';
import { messageOf } from '#components/api.ts';
import { useProducts } from '#components/products/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayDone } from '#components/ui/toast.tsx';
import { AddProducts } from './add-products.tsx';
import { useSaveSheet } from './plan-queries.ts';
import { SheetRow } from './sheet-row.tsx';

/** The run sheet: products in the order in which they are shown. Every change is saved at once and can be undone. */
export function SheetEditor({ plan: { show, products: ids }, mayEdit }: { plan: ShowPlan; mayEdit: boolean }) {
  const { products, isPending, isError, error, refetch } = useProducts(false);
  const save = useSaveSheet(show.id);
  const [isAdding, setAdding] = useState(false);
  const dndId = useId();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const byId = new Map(products.map((product) => [product.id, product]));
  const sheet = ids.flatMap((id) => byId.get(id) ?? []);
  const rest = products.filter(({ id }) => !ids.includes(id));

  function change(next: string[], message: string) {
    const before = [...ids];
    save.mutate(next);
    sayDone(message, { undo: () => save.mutate(before), id: `sheet-${show.id}` });
  }
  const name = (id: string | number) => `#${byId.get(String(id))?.code ?? ''}`;
  const place = (id: string | number) => ids.indexOf(String(id)) + 1;
  const move = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    change(arrayMove([...ids], ids.indexOf(String(active.id)), ids.indexOf(String(over.id))), `${name(active.id)} is number ${place(over.id)} now`);
  };
  const addAll = () => change([...ids, ...rest.map(({ id }) => id)], rest.length === 1 ? '1 product added' : `${rest.length} products added`);

  return (
    <section id="run-sheet" aria-label="Run sheet" className="grid min-w-0 scroll-mt-20 content-start gap-3">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-base font-semibold">Run sheet</h2>
        {sheet.length > 0 && <span className="text-faint">{sheet.length}</span>}
        <span role="status" className="text-xs text-faint">{save.isPending ? 'Saving' : save.isSuccess ? 'Saved' : ''}</span>
        {mayEdit && products.length > 0 && (
          <div className="ms-auto flex gap-2">
            {sheet.length > 0 && rest.length > 0 && <Button variant="ghost" onClick={addAll}>Add all {rest.length}</Button>}
            <Button onClick={() => setAdding(true)}><Plus className="size-4" aria-hidden /> Add products</Button>
          </div>
        )}
      </div>
      {isPending ? (
        <div role="status" aria-label="Loading the run sheet" className="grid gap-px">{Array.from({ length: 6 }, (_, i) => <Skeleton key={i} className="h-14" />)}</div>
      ) : isError && products.length === 0 ? (
        <Empty title="The products could not be loaded" action={<Button onClick={() => void refetch()}>Try again</Button>}>{messageOf(error)}</Empty>
      ) : sheet.length === 0 ? (
        <Nothing products={products} isOver={show.status === 'ended'} action={mayEdit && <Button variant="primary" onClick={addAll}>Add all {products.length}</Button>} />
      ) : (
        <DndContext
          id={dndId}
          sensors={sensors}
          collisionDetection={closestCenter}
          onDragEnd={move}
          accessibility={{
            screenReaderInstructions: { draggable: 'Press space to pick the product up, the arrow keys to move it, space to put it down, escape to put it back.' },
            announcements: {
              onDragStart: ({ active }) => `${name(active.id)} is picked up, number ${place(active.id)} of ${ids.length}.`,
              onDragOver: ({ active, over }) => (over ? `${name(active.id)} would be number ${place(over.id)}.` : undefined),
              onDragEnd: ({ active, over }) => (over ? `${name(active.id)} is number ${place(over.id)} now.` : `${name(active.id)} is back.`),
              onDragCancel: ({ active }) => `${name(active.id)} is back.`,
            },
          }}
        >
          <SortableContext items={sheet.map(({ id }) => id)} strategy={verticalListSortingStrategy} disabled={!mayEdit}>
            <ol className="relative rounded-md border bg-surface">
              {sheet.map((product, at) => (
                <SheetRow
                  key={product.id} product={product} place={at + 1} mayEdit={mayEdit}
                  onRemove={() => change(ids.filter((id) => id !== product.id), `#${product.code} is off the run sheet`)}
                />
              ))}
            </ol>
          </SortableContext>
        </DndContext>
      )}
      {mayEdit && <AddProducts open={isAdding} onOpenChange={setAdding} products={rest} onAdd={(product) => change([...ids, product.id], `#${product.code} added`)} onAddAll={addAll} />}
    </section>
  );
}

function Nothing({ products, isOver, action }: { products: readonly ProductRow[]; isOver: boolean; action: React.ReactNode }) {
  if (isOver) return <p className="rounded-md border border-dashed px-4 py-5 text-muted">This show had no run sheet.</p>;
  if (products.length === 0) {
    return (
      <Empty icon={ListOrdered} title="There is nothing to sell yet" className="w-full max-w-none rounded-md border border-dashed" action={<Button asChild variant="primary"><Link href="/products?product=new">Add your first product</Link></Button>}>
        Products you add wait here to be put in order.
      </Empty>
    );
  }
  return (
    <Empty icon={ListOrdered} title="Put your products in order" className="w-full max-w-none rounded-md border border-dashed" action={action}>
      The desk steps through them with the arrow keys. Without a run sheet all {products.length} are shown in the catalogue’s order.
    </Empty>
  );
}
