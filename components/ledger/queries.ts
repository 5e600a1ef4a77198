'use client';
import { useQuery } from '@tanstack/react-query';
import { LedgerCheck, Why } from '#lib/ledger/schema.ts';
import { request } from '#components/api.ts';

/** What is asked about: an order, a comment or an entry of the ledger. */
export type Asked = { order: string } | { comment: number } | { claim: number };

const ledgerKeys = {
  why: (asked: Asked) => ['ledger', 'why', asked] as const,
  check: ['ledger', 'check'] as const,
};

/** Why a claim ended as it did, with everybody who asked for the same. */
export function useWhy(asked: Asked) {
  const [[name, value] = ['', '']] = Object.entries(asked);
  return useQuery({ queryKey: ledgerKeys.why(asked), queryFn: ({ signal }) => request(`/api/ledger/why?${name}=${value}`, Why, { signal }), staleTime: 0 });
}

/** Whether the whole ledger is as it was written: asked for by hand. */
export function useLedgerCheck() {
  return useQuery({ queryKey: ledgerKeys.check, queryFn: ({ signal }) => request('/api/ledger/verify', LedgerCheck, { signal }), enabled: false, retry: false });
}
