'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { MessageRow, MessageSettings, Preview, TestAnswer, type Messaging, type PreviewRequest, type TestRequest } from '#lib/messages/schema.ts';
import { done, request } from '#components/api.ts';

export const messageKeys = {
  settings: ['messages', 'settings'] as const,
  cart: (cartId: string) => ['messages', 'cart', cartId] as const,
  preview: (asked: PreviewRequest) => ['messages', 'preview', asked] as const,
};

/** How the seller writes to buyers, and which channels are there. */
export const useMessageSettings = () =>
  useQuery({ queryKey: messageKeys.settings, queryFn: ({ signal }) => request('/api/messages/settings', MessageSettings, { signal }) });

export function useSaveMessaging() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (messaging: Messaging) => request('/api/messages/settings', MessageSettings, { method: 'PUT', json: messaging }),
    onSuccess: (saved) => client.setQueryData(messageKeys.settings, saved),
  });
}

/** How a message reads with an example in it. */
export const usePreview = (asked: PreviewRequest) =>
  useQuery({ queryKey: messageKeys.preview(asked), queryFn: ({ signal }) => request('/api/messages/preview', Preview, { method: 'POST', json: asked, signal }), placeholderData: (before) => before });

export const useTestMessage = () => useMutation({ mutationFn: (test: TestRequest) => request('/api/messages/test', TestAnswer, { method: 'POST', json: test }) });

const onItsWay = ({ state, attempts }: MessageRow): boolean => state === 'waiting' || attempts.some((attempt) => attempt.status === 'sending');

/** What was written to a buyer about a cart; followed closely while something is on its way. */
export const useMessages = (cartId: string) =>
  useQuery({
    queryKey: messageKeys.cart(cartId),
    queryFn: ({ signal }) => request(`/api/messages?cart=${cartId}`, z.object({ items: z.array(MessageRow) }), { signal }),
    refetchInterval: (query) => (query.state.data?.items.some(onItsWay) ? 3000 : 30_000),
  });

/** A mutation after which the cart's messages are fetched again. */
function useOnCart<In>(cartId: string, mutationFn: (input: In) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: messageKeys.cart(cartId) }) });
}

export const useSendAgain = (cartId: string) => useOnCart(cartId, (id: string) => request(`/api/messages/${id}/again`, done, { method: 'POST' }));
export const useMarkSent = (cartId: string) => useOnCart(cartId, (id: string) => request(`/api/messages/${id}/by-hand`, done, { method: 'POST' }));

/** The buyer's link. Fetched when it is wanted and kept nowhere: it is the buyer's secret. */
export const fetchLink = async (cartId: string): Promise<string> => (await request(`/api/messages/link?cart=${cartId}`, z.object({ link: z.string() }))).link;
