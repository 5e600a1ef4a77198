'use client';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Input } from '#components/ui/input.tsx';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Waits this long after the last key, ms; 0 while the search is local. */
  waitMs?: number;
  className?: string;
}

/** Finds as it is typed. `/` goes to it from anywhere on the page, Escape empties it. */
export function SearchField({ label, value, onChange, waitMs = 0, className }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [typed, setTyped] = useState<string | null>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target;
      const typing = at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
      if (event.key !== '/' || event.metaKey || event.ctrlKey || typing || document.querySelector('[role=dialog]')) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  function type(text: string) {
    clearTimeout(timer.current);
    if (waitMs === 0) return onChange(text);
    setTyped(text);
    timer.current = setTimeout(() => {
      setTyped(null);
      onChange(text);
    }, waitMs);
  }

  const shown = typed ?? value;
  return (
    <div role="search" className={cn('relative w-60', className)}>
      <Search className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-faint" aria-hidden />
      <Input
        ref={input}
        aria-label={label}
        placeholder={label}
        dir="auto"
        value={shown}
        enterKeyHint="search"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && (shown ? type('') : input.current?.blur())}
        className="ps-8 pe-8"
      />
      {shown && (
        <Button size="iconSm" variant="ghost" aria-label="Empty the search" className="absolute inset-y-0 end-0.5 my-auto" onClick={() => type('')}>
          <X className="size-4" aria-hidden />
        </Button>
      )}
    </div>
  );
}
