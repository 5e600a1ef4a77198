'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CommentRow } from '#lib/comments/schema.ts';
import type { Intent } from '#lib/intents/schema.ts';
import { done, messageOf, request } from '#components/api.ts';
import { sayDone, sayError } from '#components/ui/toast.tsx';
import { meanings } from './meanings.ts';
import { commentKeys } from './queries.ts';

interface Correction {
  comment: CommentRow;
  intent: Intent;
}

/** What the correction does not do, where one might think it did. */
function notDone({ outcome, order_status }: CommentRow, intent: Intent): string | undefined {
  const held = (outcome === 'held' || outcome === 'waitlisted') && order_status !== 'paid';
  if (held && intent !== 'buy') return 'What is held or waiting stays. Cancel the order to end it.';
  if (intent === 'buy' && !held && outcome !== 'paid') return 'Nothing is held by this. Claim for them to hold a piece.';
  return undefined;
}

/** Says what a comment meant: at once on the screen, and with a way back. */
export function useCorrectComment(): (comment: CommentRow, intent: Intent) => void {
  const client = useQueryClient();
  const show = (id: number, showId: string, intent: Intent | null) =>
    client.setQueryData<readonly CommentRow[]>(commentKeys.chat(showId), (rows) => rows?.map((row) => (row.id === id ? { ...row, intent, corrected: intent !== row.read_as } : row)));
  const { mutate } = useMutation({
    mutationFn: ({ comment, intent }: Correction) => request(`/api/comments/${comment.id}/correct`, done, { method: 'POST', json: { intent } }),
    onMutate: ({ comment, intent }) => show(comment.id, comment.show_id, intent),
    onError: (error, { comment }) => {
      void client.invalidateQueries({ queryKey: commentKeys.chat(comment.show_id) });
      sayError(`The comment of ${comment.client} is shown as before`, messageOf(error));
    },
  });
  return (comment, intent) => {
    const before = comment.intent;
    if (before === null || before === intent) return;
    mutate(
      { comment, intent },
      { onSuccess: () => sayDone(`${comment.client}: ${meanings[intent].words}`, { description: notDone(comment, intent), undo: () => mutate({ comment, intent: before }) }) },
    );
  };
}
