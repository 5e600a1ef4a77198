'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { CommentRow } from '#lib/comments/schema.ts';
import { pageOf } from '#lib/core/page.ts';
import { ApiFault, done, messageOf, request } from '#components/api.ts';
import { fetchBeside } from '#components/live/journal.ts';
import { maxComments, mergeComments, mergeReviews } from '#components/live/merge.ts';
import { recordPulse } from '#components/live/pulse.ts';
import { sayError } from '#components/ui/toast.tsx';

export const commentKeys = {
  all: ['comments'] as const,
  chat: (showId: string) => ['comments', 'chat', showId] as const,
  review: (showId: string) => ['comments', 'review', showId] as const,
};

const Comments = pageOf(CommentRow);
const Claimed = z.object({ outcome: z.string() });

/** As many of the newest comments as are on screen already, in pages of 200, at most five; the newest last. */
async function newest(showId: string, known: number, signal: AbortSignal): Promise<CommentRow[]> {
  const rows: CommentRow[] = [];
  let cursor = '';
  for (let page = 0; page < Math.min(5, Math.max(1, Math.ceil(known / 200))); page += 1) {
    const answer = await request(`/api/comments?show=${showId}&limit=200${cursor}`, Comments, { signal });
    rows.push(...answer.items);
    if (answer.next_cursor === null) break;
    cursor = `&cursor=${encodeURIComponent(answer.next_cursor)}`;
  }
  return rows.toReversed();
}

/** The show's last comments, the newest last; the socket adds to them. */
export function useChat(showId: string) {
  const client = useQueryClient();
  const key = commentKeys.chat(showId);
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      fetchBeside(
        () => newest(showId, client.getQueryData<readonly CommentRow[]>(key)?.length ?? 0, signal),
        (fetched, ticks) => {
          const rows = mergeComments(fetched, ticks.flatMap((tick) => (tick.showId === showId ? tick.comments : [])));
          recordPulse(showId, rows);
          return rows;
        },
      ),
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
  });
}

const earlierPage = 200;

/**
 * Comments from before those on screen, a page at a time. `more`: there may be some, and room for them; as many as are kept on
 * screen are kept in memory.
 */
export function useEarlier(showId: string, rows: readonly CommentRow[] | undefined) {
  const client = useQueryClient();
  const oldest = rows?.[0]?.id;
  const load = useMutation({
    mutationFn: (before: number) => request(`/api/comments?show=${showId}&limit=${earlierPage}&before=${before}`, Comments),
    onSuccess: ({ items }) => client.setQueryData<readonly CommentRow[]>(commentKeys.chat(showId), (now) => now && mergeComments(now, items)),
    onError: (error) => sayError('Earlier comments could not be loaded', messageOf(error)),
  });
  const reachedStart = load.data !== undefined && load.data.next_cursor === null;
  const more = oldest !== undefined && !reachedStart && (rows?.length ?? 0) >= earlierPage && (rows?.length ?? 0) + earlierPage <= maxComments;
  return { more, busy: load.isPending, load: () => oldest !== undefined && !load.isPending && load.mutate(oldest) };
}

/** Sets aside every comment of the show that waits for the seller's word. */
export function useIgnoreAll(showId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keepalive: boolean) => request(`/api/shows/${showId}/ignore-all`, done, { method: 'POST', keepalive }),
    onError: (error) => sayError('They still wait for your word', messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: commentKeys.review(showId) }),
  });
}

/** Comments that wait for the seller's word, the earliest first. */
export function useReviews(showId: string) {
  return useQuery({
    queryKey: commentKeys.review(showId),
    queryFn: ({ signal }) =>
      fetchBeside(
        () => request(`/api/comments?show=${showId}&outcome=review&limit=200`, Comments, { signal }),
        (page, ticks) => mergeReviews(page.items.toReversed(), ticks.flatMap((tick) => (tick.showId === showId ? tick.comments : []))),
      ),
    staleTime: Infinity,
    structuralSharing: false,
  });
}

interface Decision {
  comment: CommentRow;
  variantId: string;
  quantity: number;
}

/** Takes a decided comment off the list at once; the socket brings what became of it. */
function useLeaveReview() {
  const client = useQueryClient();
  return (comment: CommentRow) => {
    const key = commentKeys.review(comment.show_id);
    client.setQueryData<readonly CommentRow[]>(key, (rows) => rows?.filter((row) => row.id !== comment.id));
    return () => client.invalidateQueries({ queryKey: key });
  };
}

/** Claims for the comment's writer by the seller's word. */
export function useClaimComment() {
  const leave = useLeaveReview();
  return useMutation({
    mutationFn: ({ comment, variantId, quantity }: Decision) =>
      request(`/api/comments/${comment.id}/claim`, Claimed, { method: 'POST', json: { variantId, quantity } }).then(({ outcome }) => {
        if (outcome === 'rejected') throw new ApiFault('conflict', 409, 'This buyer is banned. Lift the ban first, under Buyers.');
      }),
    onMutate: ({ comment }) => ({ putBack: leave(comment) }),
    onError: (error, { comment }, context) => {
      void context?.putBack();
      sayError(`Not held for ${comment.client}`, messageOf(error));
    },
  });
}

/** The comment claims nothing. */
export function useIgnoreComment() {
  const leave = useLeaveReview();
  return useMutation({
    mutationFn: (comment: CommentRow) => request(`/api/comments/${comment.id}/ignore`, done, { method: 'POST' }),
    onMutate: (comment) => ({ putBack: leave(comment) }),
    onError: (error, comment, context) => {
      void context?.putBack();
      sayError(`The comment of ${comment.client} is still open`, messageOf(error));
    },
  });
}
