'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { sayError } from '#components/ui/toast.tsx';

/** Puts text on the clipboard; on a page without https, where browsers keep it shut, by way of a selection. */
async function copyText(text: string, from: HTMLElement | null): Promise<boolean> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  if (!from) return false;
  getSelection()?.selectAllChildren(from);
  return document.execCommand('copy');
}

interface CopyFieldProps {
  label: string;
  text: string;
  /** Keeps its lines, for a command. */
  lines?: boolean;
}

/** Text to take along: shown whole, copied with one press. */
export function CopyField({ label, text, lines = false }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="relative min-w-0">
      <pre aria-label={label} tabIndex={0} className={`overflow-x-auto rounded-md border bg-bg py-2 ps-3 pe-24 font-mono text-xs leading-5 ${lines ? '' : 'whitespace-nowrap'}`}>
        <code ref={code}>{text}</code>
      </pre>
      <Button
        size="sm"
        className="absolute end-1.5 top-1 max-md:min-h-7"
        aria-label={`Copy ${label}`}
        onClick={() => void copyText(text, code.current).then((done) => (done ? setCopied(true) : sayError('It could not be copied', 'Select the text and copy it by hand.')))}
      >
        {copied ? <Check className="size-3.5" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
        {copied ? 'Copied' : 'Copy'}
      </Button>
      <span role="status" className="sr-only">{copied ? 'Copied' : ''}</span>
    </div>
  );
}
