import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  /** A quiet word or number beside the title. */
  note?: ReactNode;
  /** Buttons, at the end of the line. */
  children?: ReactNode;
}

/** The line at the top of a page; it stays while the page scrolls. */
export function PageHeader({ title, note, children }: PageHeaderProps) {
  return (
    <header className="sticky top-0 z-20 flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-bg px-4 py-2 md:px-6">
      <h1 className="text-base font-semibold">{title}</h1>
      {note !== undefined && <span className="text-sm text-faint">{note}</span>}
      {children && <div className="ms-auto flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}
