import type { ReactNode } from 'react';
import { Logo } from '#components/shell/logo.tsx';

/** A page with one thing to say. */
export function Calm({ title, note, children }: { title: string; note: string; children?: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-lg content-center justify-items-start gap-4 p-6">
      <Logo className="size-8" />
      <div className="grid gap-1">
        <h1 className="text-lg font-semibold">{title}</h1>
        <p className="text-base text-muted">{note}</p>
      </div>
      {children}
    </main>
  );
}
