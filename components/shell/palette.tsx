'use client';
import dynamic from 'next/dynamic';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';

const PaletteDialog = dynamic(() => import('./palette-dialog.tsx').then((file) => file.PaletteDialog), { ssr: false });

interface Palette {
  open: () => void;
}

const PaletteContext = createContext<Palette>({ open: () => {} });
export const usePalette = (): Palette => use(PaletteContext);

/** Ctrl+K or ⌘K from anywhere. Its window is fetched when first opened. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const palette = useMemo<Palette>(
    () => ({
      open: () => {
        setWanted(true);
        setOpen(true);
      },
    }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setWanted(true);
      setOpen((now) => !now);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <PaletteContext value={palette}>
      {children}
      {wanted && <PaletteDialog open={isOpen} onOpenChange={setOpen} />}
    </PaletteContext>
  );
}
