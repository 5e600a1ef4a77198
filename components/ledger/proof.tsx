'use client';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { messageOf } from '#components/api.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import type { LedgerRow } from '#lib/claims/schema.ts';
import { useLedgerCheck } from './queries.ts';
import { checkWords } from './words.ts';

/** What vouches for an entry: its number and fingerprint, a check of them all, and the file for checking elsewhere. */
export function LedgerProof({ claim }: { claim: Pick<LedgerRow, 'seq' | 'hash' | 'show_id'> }) {
  const maySell = useMaySell();
  const { data, error, isFetching, refetch } = useLedgerCheck();
  const Icon = data?.ok === false ? ShieldAlert : ShieldCheck;
  return (
    <section className="grid gap-2 border-t pt-4 text-xs text-faint">
      <p>
        Entry {claim.seq.toLocaleString('en')}, fingerprint <code className="font-mono text-muted" title={claim.hash}>{claim.hash.slice(0, 12)}</code>. Entries are only ever added, never changed.
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" variant="ghost" busy={isFetching} onClick={() => void refetch()}>
          <ShieldCheck className="size-3.5" aria-hidden />
          Check all entries
        </Button>
        {maySell && <a href="/api/ledger" download className="inline-flex min-h-8 items-center underline decoration-line-strong underline-offset-4 hover:text-ink pointer-coarse:min-h-11">Download the ledger</a>}
      </div>
      <p role="status" className={data?.ok === false ? 'text-danger' : 'text-muted'}>
        {data && !isFetching && <Icon className="me-1 inline size-3.5 align-text-bottom" aria-hidden />}
        {isFetching ? '' : error ? messageOf(error) : data ? checkWords(data) : ''}
      </p>
    </section>
  );
}
