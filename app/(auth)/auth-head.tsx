import type { ReactNode } from 'react';

/** What this page is for, and the way to its sister page. */
export function AuthHead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="text-base text-muted">{children}</p>
    </div>
  );
}
