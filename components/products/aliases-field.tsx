'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { cn } from '#components/ui/cn.ts';
import { inputStyle } from '#components/ui/input.tsx';
import { listOf } from './draft.ts';

interface AliasesFieldProps {
  aliases: readonly string[];
  error: string | undefined;
  onChange: (aliases: string[]) => void;
}

/** Other names viewers use: typed with commas or Enter between them, each taken out with its ✕ or Backspace. */
export function AliasesField({ aliases, error, onChange }: AliasesFieldProps) {
  const [text, setText] = useState('');
  function take(from: string) {
    const more = listOf(from);
    if (more.length > 0) onChange([...new Set([...aliases, ...more])]);
    setText('');
  }
  return (
    <Field label="Viewers also call it" error={error} hint="Names in any language, with a comma between them">
      {(control) => (
        <div className={cn(inputStyle, 'flex min-h-8 flex-wrap items-center gap-1 px-1.5 py-1 focus-within:border-focus touch')}>
          {aliases.map((alias) => (
            <span key={alias} className="inline-flex h-5 max-w-full items-center gap-1 rounded-sm bg-hover ps-1.5 text-sm">
              <span dir="auto" className="truncate">{alias}</span>
              <button type="button" aria-label={`Take out ${alias}`} className="hit grid size-5 place-items-center rounded-sm text-faint hover:text-ink" onClick={() => onChange(aliases.filter((a) => a !== alias))}>
                <X className="size-3" aria-hidden />
              </button>
            </span>
          ))}
          <input
            {...control}
            dir="auto"
            value={text}
            placeholder={aliases.length === 0 ? 'shirt, camisa, เสื้อ' : ''}
            onChange={(event) => (/[,;]$/.test(event.target.value) ? take(event.target.value) : setText(event.target.value))}
            onBlur={() => take(text)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) {
                event.preventDefault();
                take(text);
              }
              if (event.key === 'Backspace' && text === '') onChange(aliases.slice(0, -1));
            }}
            className="h-5 min-w-20 flex-1 bg-transparent px-1.5 outline-none"
          />
        </div>
      )}
    </Field>
  );
}
