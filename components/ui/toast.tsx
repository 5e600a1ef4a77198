'use client';
import 'sonner/dist/styles.css';
import { CircleAlert } from 'lucide-react';
import { useTheme } from 'next-themes';
import { toast, Toaster as Sonner } from 'sonner';

/** Stands once in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'light' ? 'light' : 'dark'}
      style={{ fontFamily: 'inherit' }}
      position="bottom-right"
      gap={8}
      offset={{ bottom: 56, right: 16 }}
      mobileOffset={{ bottom: 72, left: 12, right: 12 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-full min-h-11 items-center gap-3 rounded-md border border-line-strong bg-raised py-2 ps-4 pe-2 text-sm text-ink sm:w-(--width)',
          content: 'min-w-0 flex-1 pe-2',
          title: 'font-medium',
          description: 'text-muted',
          icon: 'text-danger',
          actionButton: 'hit h-8 shrink-0 rounded-md border border-line-strong px-3 text-sm font-medium hover:bg-hover',
          closeButton: 'hidden',
        },
      }}
    />
  );
}

/** Something was done. One line; it goes by itself. */
export function say(message: string, description?: string): void {
  toast(message, { description });
}

/** Something was done that can be undone for a while. With an `id`, it takes the place of the last one that had it. */
export function sayDone(message: string, { description, undo, id }: { description?: string | undefined; undo: () => void; id?: string }): void {
  toast(message, { description, duration: 8000, action: { label: 'Undo', onClick: undo }, ...(id === undefined ? {} : { id }) });
}

/** Something failed: what happened, then what is safe or what to do. */
export function sayError(message: string, description?: string): void {
  toast.error(message, { description, duration: 8000, icon: <CircleAlert className="size-4" aria-hidden /> });
}

interface Undoable {
  /** What is about to happen: "Cancelling #14 M for ana.m". */
  message: string;
  description?: string;
  /** Does it. Runs after the wait, or at once when the page is left (`leaving`: use fetch with keepalive). */
  commit: (leaving: boolean) => void;
  /** Puts the screen back. */
  undo: () => void;
  waitMs?: number;
}

/**
 * Waits before doing something, and lets the person take it back meanwhile. Nothing has happened until `commit`
 * runs; leaving the page commits at once. Returns a function that takes it back.
 */
export function undoable({ message, description, commit, undo, waitMs = 5000 }: Undoable): () => void {
  let open = true;
  const finish = (leaving: boolean) => {
    if (!close()) return;
    commit(leaving);
  };
  const leave = () => finish(true);
  const timer = setTimeout(() => finish(false), waitMs);
  const takeBack = () => {
    if (close()) undo();
  };
  const id = toast(message, { description, duration: waitMs, action: { label: 'Undo', onClick: takeBack } });
  addEventListener('pagehide', leave);

  function close(): boolean {
    if (!open) return false;
    open = false;
    clearTimeout(timer);
    removeEventListener('pagehide', leave);
    toast.dismiss(id);
    return true;
  }
  return takeBack;
}
