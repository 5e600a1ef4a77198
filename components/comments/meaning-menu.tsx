'use client';
import type { ReactNode } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { Intent } from '#lib/intents/schema.ts';
import { DropdownMenu, DropdownMenuContent, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { meaningOrder, meanings } from './meanings.ts';
import { useCorrectComment } from './correct.ts';

interface MeaningMenuProps {
  row: CommentRow;
  onOpenChange?: (open: boolean) => void;
  onChosen?: () => void;
  /** The button that opens it. */
  children: ReactNode;
}

/** "This is…": the seller's word on what a comment meant. Nothing is held or cancelled by it, and it can be taken back. */
export function MeaningMenu({ row, onOpenChange, onChosen, children }: MeaningMenuProps) {
  const correct = useCorrectComment();
  return (
    <DropdownMenu {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>This is…</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={row.intent ?? ''}
          onValueChange={(value) => {
            correct(row, Intent.parse(value));
            onChosen?.();
          }}
        >
          {meaningOrder.map((intent) => {
            const { icon: Icon, words } = meanings[intent];
            return (
              <DropdownMenuRadioItem key={intent} value={intent}>
                <Icon aria-hidden />
                {words}
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
