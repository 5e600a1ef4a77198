'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { combine, listOf, type VariantDraft } from './draft.ts';

interface VariantMakerProps {
  present: readonly VariantDraft[];
  onMake: (made: VariantDraft[]) => void;
  onClose: () => void;
}

/** Makes one variant for each size and colour. */
export function VariantMaker({ present, onMake, onClose }: VariantMakerProps) {
  const [sizes, setSizes] = useState('S, M, L');
  const [colours, setColours] = useState('');
  const [stock, setStock] = useState('1');
  const made = combine(listOf(sizes), listOf(colours), stock, present);
  const tooMany = present.length + made.length > 100;

  return (
    <div className="grid gap-3 rounded-md border bg-surface p-3">
      <div className="grid grid-cols-[1fr_1fr_80px] gap-3 max-md:grid-cols-1">
        <Field label="Sizes">{(control) => <Input {...control} dir="auto" value={sizes} onChange={(e) => setSizes(e.target.value)} />}</Field>
        <Field label="Colours">{(control) => <Input {...control} dir="auto" value={colours} placeholder="Red, Blue" onChange={(e) => setColours(e.target.value)} />}</Field>
        <Field label="Stock each">{(control) => <Input {...control} inputMode="numeric" value={stock} onChange={(e) => setStock(e.target.value)} />}</Field>
      </div>
      <div className="flex items-center gap-2">
        <p className="me-auto min-w-0 truncate text-xs text-faint" dir="auto">
          {tooMany ? 'A product has 100 variants at most' : made.map((variant) => variant.name).join(' · ') || 'All of these are there'}
        </p>
        <Button size="sm" variant="ghost" onClick={onClose}>Close</Button>
        <Button
          size="sm"
          disabled={made.length === 0 || tooMany}
          onClick={() => {
            onMake(made);
            onClose();
          }}
        >
          Make {made.length}
        </Button>
      </div>
    </div>
  );
}
