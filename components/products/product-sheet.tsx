'use client';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { toast } from 'sonner';
import { ApiFault, messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Sheet, SheetBody, SheetContent, SheetFoot } from '#components/ui/sheet.tsx';
import { say } from '#components/ui/toast.tsx';
import type { ProductRow } from '#lib/products/schema.ts';
import { AliasesField } from './aliases-field.tsx';
import { type Problems, type ProductDraft, readDraft } from './draft.ts';
import { PicturesField, usePictures } from './pictures-field.tsx';
import { useArchive } from './product-menu.tsx';
import { useSaveProduct } from './queries.ts';
import { VariantsField } from './variants-field.tsx';

/** The first field that is wrong takes the focus, once it is marked. */
function goToProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[role=dialog] [aria-invalid=true]')?.focus());
}

interface ProductSheetProps {
  /** null: a new one. */
  product: ProductRow | null;
  start: ProductDraft;
  currency: string;
  /** Codes of the other products. */
  codes: readonly string[];
  onClose: () => void;
  /** Opens it again as it was left. */
  onResume: (draft: ProductDraft) => void;
}

/** One product, all of it. Closing without saving offers the way back instead of asking. */
export function ProductSheet({ product, start, currency, codes, onClose, onResume }: ProductSheetProps) {
  const [first] = useState(start);
  const [draft, setDraft] = useState(start);
  const [problems, setProblems] = useState<Problems>({});
  const save = useSaveProduct();
  const archive = useArchive();
  const set = (changes: Partial<ProductDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const pictures = usePictures(draft.pictures, (change) => setDraft((now) => ({ ...now, pictures: change(now.pictures) })));

  function submit() {
    const read = readDraft(draft, currency);
    const taken = codes.some((code) => code.toLowerCase() === draft.code.trim().replace(/^#/, '').toLowerCase());
    const wrong = { ...('problems' in read && read.problems), ...(taken && { code: 'Another product has this code' }) };
    setProblems(wrong);
    if ('problems' in read || taken) return goToProblem();
    save.mutate(read.save, {
      onSuccess: (saved) => {
        say(product ? `#${saved.code} is saved` : `#${saved.code} is in the catalogue`);
        onClose();
      },
      onError: (error) => setProblems(error instanceof ApiFault ? Object.fromEntries(error.issues.map(({ path, message }) => [path, message])) : {}),
    });
  }

  function close() {
    if (draft !== first && JSON.stringify(draft) !== JSON.stringify(first)) {
      toast(product ? `Changes to #${product.code} are not saved` : 'The new product is not saved', { duration: 8000, action: { label: 'Go on', onClick: () => onResume(draft) } });
    }
    onClose();
  }

  const count = Object.keys(problems).length;
  return (
    <Sheet open onOpenChange={(open) => !open && close()}>
      <SheetContent
        title={product ? product.name : 'New product'}
        {...(product && { description: product.key })}
        className="w-[min(640px,100vw)]"
        onOpenAutoFocus={(event) => {
          const name = product || matchMedia('(pointer: coarse)').matches ? null : document.querySelector<HTMLInputElement>('[role=dialog] input[name=name]');
          if (!name) return;
          event.preventDefault();
          name.focus();
        }}
        onPaste={(event: ClipboardEvent) => pictures.add(event.clipboardData.files)}
        onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && (event.metaKey || event.ctrlKey) && submit()}
      >
        <SheetBody className="gap-6">
          <PicturesField code={draft.code} pictures={pictures} paths={draft.pictures} />
          <div className="grid grid-cols-[112px_1fr] gap-4">
            <Field label="Code" error={problems.code}>
              {(control) => <Input {...control} value={draft.code} autoCapitalize="characters" onChange={(e) => set({ code: e.target.value })} />}
            </Field>
            <Field label="Name" error={problems.name}>
              {(control) => <Input {...control} dir="auto" name="name" value={draft.name} placeholder="Linen shirt" onChange={(e) => set({ name: e.target.value })} />}
            </Field>
            <Field label={`Price, ${currency}`} error={problems.priceMinor}>
              {(control) => <Input {...control} inputMode="decimal" value={draft.price} placeholder="0" onChange={(e) => set({ price: e.target.value })} />}
            </Field>
            <AliasesField aliases={draft.aliases} error={problems.aliases} onChange={(aliases) => set({ aliases })} />
          </div>
          <VariantsField variants={draft.variants} price={draft.price} problems={problems} onChange={(change) => setDraft((now) => ({ ...now, variants: change(now.variants) }))} />
          <div className="grid grid-cols-2 gap-4">
            <Field label="Weight, grams" error={problems.weightGrams} hint="Of one unit, for shipping by weight">
              {(control) => <Input {...control} inputMode="numeric" value={draft.weight} placeholder="0" onChange={(e) => set({ weight: e.target.value })} />}
            </Field>
            <Field label="Limit a buyer" error={problems.buyerLimit} hint="Units of it one buyer may claim in a show">
              {(control) => <Input {...control} inputMode="numeric" value={draft.limit} placeholder="any" onChange={(e) => set({ limit: e.target.value })} />}
            </Field>
          </div>
          <Field label="Description" error={problems.description}>
            {(control) => <Textarea {...control} dir="auto" value={draft.description} onChange={(e) => set({ description: e.target.value })} />}
          </Field>
        </SheetBody>
        <SheetFoot className="items-center">
          {product && (
            <Button
              variant="ghost"
              onClick={() => {
                archive(product);
                onClose();
              }}
            >
              {product.archived_at === null ? 'Archive' : 'Put back'}
            </Button>
          )}
          <p role="alert" className="me-auto ps-2 text-xs text-danger">
            {save.isError && count === 0 ? messageOf(save.error) : count > 0 ? `${count === 1 ? 'One field needs' : `${count} fields need`} another look` : ''}
          </p>
          <Button variant="ghost" onClick={close}>Close</Button>
          <Button variant="primary" busy={save.isPending} disabled={pictures.sending > 0} onClick={submit}>
            {product ? 'Save' : 'Add product'}
          </Button>
        </SheetFoot>
      </SheetContent>
    </Sheet>
  );
}
