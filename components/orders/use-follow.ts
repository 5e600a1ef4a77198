'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useConnection } from '#components/live/socket.tsx';
import { useCurrentShow } from '#components/shows/queries.ts';

/** A list is fetched at most this often because of what the socket says. */
const pauseMs = 800;

/**
 * Fetches the queries under `key` again when the running show's sums move: the socket keeps those, and any order or
 * place in line moves them. Answers how often to ask beside that, in ms: rarely while the socket lives.
 */
export function useFollow(key: string): number {
  const client = useQueryClient();
  const { data: show } = useCurrentShow();
  const { state } = useConnection();
  const sums = show ? [show.id, show.orders, show.held, show.paid, show.unpaid, show.waiting, show.held_minor].join() : null;
  const seen = useRef(sums);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (seen.current === sums) return;
    const first = seen.current === null;
    seen.current = sums;
    if (first) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: [key, 'list'] });
      void client.invalidateQueries({ queryKey: [key, 'one'] });
    }, pauseMs);
  }, [client, key, sums]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return state === 'live' ? 20_000 : 5000;
}
