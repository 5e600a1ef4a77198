'use client';
import { CircleCheck, FlaskConical } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { LoadFault } from './load-fault.tsx';
import { useModels } from './queries.ts';

/** Whether real money moves here, and what it takes that it does. */
export function PaymentsSettings() {
  const { data, isError, error, refetch } = useModels();
  if (isError) return <LoadFault what="How payments are taken" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-12 max-w-140" />;
  if (data.payments.detail !== 'test') {
    return (
      <p className="flex items-center gap-2">
        <CircleCheck className="size-4 shrink-0 text-money" aria-hidden /> Buyers pay through Stripe, into the account of this installation.
      </p>
    );
  }
  return (
    <div className="grid max-w-140 gap-2">
      <Badge tone="warn" className="justify-self-start"><FlaskConical aria-hidden />Test payments</Badge>
      <p className="text-pretty">No real money moves. Buyers try the whole way with test cards, and their page says so.</p>
      <p className="text-xs text-pretty text-faint">
        To take real payments, whoever runs this installation sets <code className="font-mono [overflow-wrap:anywhere]">STRIPE_SECRET_KEY</code> and <code className="font-mono [overflow-wrap:anywhere]">STRIPE_WEBHOOK_SECRET</code> to Stripe’s live keys.
      </p>
    </div>
  );
}
