'use client';
import { useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';

type Answer = string | undefined;

interface InPlaceProps {
  /** Read out, and what the field is called. */
  label: string;
  value: string;
  /** Saves the text; answers a sentence, now or later, when it cannot be saved. */
  onSave: (text: string) => Answer | Promise<Answer>;
  inputMode?: 'text' | 'decimal';
  /** Set before the text, such as # or $. */
  before?: string;
  className?: string;
}

/** Text that is edited where it stands: Enter or leaving it saves, Escape puts it back. */
export function InPlace({ label, value, onSave, inputMode = 'text', before, className }: InPlaceProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);

  async function save() {
    if (draft === null || draft.trim() === value) return reset();
    const text = draft.trim();
    const answer = onSave(text);
    if (answer instanceof Promise) reset();
    const trouble = await answer;
    if (!trouble) return reset();
    setDraft(text);
    setProblem(trouble);
  }

  function reset() {
    setDraft(null);
    setProblem(undefined);
  }

  return (
    <span className="relative inline-flex w-full">
      <span
        className={cn(
          'flex h-8 w-full items-center rounded-sm border border-transparent px-2 transition-colors duration-150 hover:border-line-strong focus-within:border-focus focus-within:bg-bg',
          problem && 'border-danger',
          className,
        )}
      >
        {before && <span className="text-faint" aria-hidden>{before}</span>}
        <input
          ref={input}
          aria-label={label}
          aria-invalid={problem ? true : undefined}
          dir="auto"
          inputMode={inputMode}
          value={draft ?? value}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') input.current?.blur();
            if (event.key === 'Escape') reset();
          }}
          className="min-w-0 flex-1 truncate bg-transparent outline-none [text-align:inherit]"
        />
      </span>
      {problem && (
        <span role="alert" className="absolute start-0 top-full z-10 mt-1 w-max max-w-64 rounded-sm border border-danger bg-raised px-2 py-1 text-xs text-danger">
          {problem}
        </span>
      )}
    </span>
  );
}
