'use client';
import { Grid3x3, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Input } from '#components/ui/input.tsx';
import { freshRowKey, newVariant, type Problems, type VariantDraft } from './draft.ts';
import { VariantMaker } from './variant-maker.tsx';

type Change = (change: (now: VariantDraft[]) => VariantDraft[]) => void;

interface VariantsFieldProps {
  variants: readonly VariantDraft[];
  /** The product's own price, shown where a variant has none. */
  price: string;
  problems: Problems;
  onChange: Change;
}

const columns = 'grid grid-cols-[minmax(0,1fr)_88px_80px_72px_28px] items-start gap-2 max-md:grid-cols-[minmax(0,1fr)_72px_64px_28px]';

/** What can be claimed of this product: at least one row. */
export function VariantsField({ variants, price, problems, onChange }: VariantsFieldProps) {
  const [making, setMaking] = useState(false);
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Variants</legend>
      <div className="flex items-center gap-1">
        <span className="me-auto text-sm font-medium" aria-hidden>Variants</span>
        <Button size="sm" variant="ghost" aria-expanded={making} onClick={() => setMaking(!making)}>
          <Grid3x3 className="size-4" aria-hidden /> Sizes × colours
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onChange((now) => [...now, newVariant(freshRowKey())])}>
          <Plus className="size-4" aria-hidden /> Add
        </Button>
      </div>
      {making && <VariantMaker present={variants} onMake={(made) => onChange((now) => [...now.filter((v) => !isUntouched(v) || made.length === 0), ...made])} onClose={() => setMaking(false)} />}
      <div className={cn(columns, 'text-xs text-faint')} aria-hidden>
        <span>Name</span>
        <span>Own price</span>
        <span>Stock</span>
        <span className="max-md:hidden">Spoken for</span>
      </div>
      {variants.map((variant, at) => (
        <Row key={variant.rowKey} variant={variant} at={at} price={price} problems={problems} onChange={onChange} alone={variants.length === 1} />
      ))}
      {problems.variants && <p role="alert" className="text-xs text-danger">{problems.variants}</p>}
    </fieldset>
  );
}

/** The one row that a new product starts with gives way to generated ones. */
const isUntouched = (variant: VariantDraft): boolean => variant.rowKey === 'first' && variant.name === 'One size';

interface RowProps {
  variant: VariantDraft;
  at: number;
  price: string;
  problems: Problems;
  onChange: Change;
  alone: boolean;
}

function Row({ variant, at, price, problems, onChange, alone }: RowProps) {
  const set = (changes: Partial<VariantDraft>) => onChange((now) => now.map((v) => (v.rowKey === variant.rowKey ? { ...v, ...changes } : v)));
  const problem = ['name', 'priceMinor', 'stock', 'options', 'sku'].map((field) => problems[`variants.${at}.${field}`]).find(Boolean);
  const name = variant.name || `variant ${at + 1}`;
  const bad = (field: string) => (problems[`variants.${at}.${field}`] ? true : undefined);
  const spoken = [variant.held > 0 && `${variant.held} held`, variant.sold > 0 && `${variant.sold} sold`].filter(Boolean).join(', ');
  return (
    <div className="grid gap-1">
      <div className={columns}>
        <Input aria-label={`Name of variant ${at + 1}`} aria-invalid={bad('name')} dir="auto" value={variant.name} placeholder="M / Red" autoFocus={variant.id === null && variant.name === ''} onChange={(e) => set({ name: e.target.value })} />
        <Input aria-label={`Own price of ${name}`} aria-invalid={bad('priceMinor')} inputMode="decimal" className="text-end" value={variant.price} placeholder={price || '0'} onChange={(e) => set({ price: e.target.value })} />
        <Input aria-label={`Stock of ${name}`} aria-invalid={bad('stock')} inputMode="numeric" className="text-end" value={variant.stock} onFocus={(e) => e.target.select()} onChange={(e) => set({ stock: e.target.value })} />
        <span className="grid min-h-8 content-center text-xs text-faint max-md:hidden">{spoken || '–'}</span>
        <Button
          size="iconSm"
          variant="ghost"
          className="mt-0.5"
          aria-label={`Take out ${name}`}
          disabled={alone}
          onClick={() => onChange((now) => now.filter((v) => v.rowKey !== variant.rowKey))}
        >
          <X className="size-4" aria-hidden />
        </Button>
      </div>
      {problem && <p role="alert" className="text-xs text-danger">{problem}</p>}
    </div>
  );
}
