'use client';
import { ListOrdered } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { Intent } from '#lib/intents/schema.ts';
import { WhySheet } from '#components/ledger/why.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuSeparator, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { meaningOrder, meanings } from './meanings.ts';
import { useCorrectComment } from './correct.ts';

interface MeaningMenuProps {
  row: CommentRow;
  onOpenChange?: (open: boolean) => void;
  onChosen?: () => void;
  /** The button that opens it. */
  children: ReactNode;
}

/** "This is…": the seller's word on what a comment meant. Nothing is held or cancelled by it, and it can be taken back. And, where there was a claim, why it ended as it did. */
export function MeaningMenu({ row, onOpenChange, onChosen, children }: MeaningMenuProps) {
  const correct = useCorrectComment();
  const [whyOpen, setWhyOpen] = useState(false);
  const openWhy = (open: boolean) => {
    setWhyOpen(open);
    onOpenChange?.(open);
  };
  return (
    <>
    <DropdownMenu onOpenChange={(open) => onOpenChange?.(open || whyOpen)}>
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
        {row.outcome !== null && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => openWhy(true)}>
              <ListOrdered aria-hidden />
              Why, and who else asked
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
    {whyOpen && <WhySheet asked={{ comment: row.id }} open onOpenChange={openWhy} />}
    </>
  );
}
