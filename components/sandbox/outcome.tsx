import { ArrowRight, ChevronDown, CircleCheck, CircleX, Clock, Landmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonStyle } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { CheckoutView } from './checkout-page.tsx';

function Card({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid content-start gap-4 self-start rounded-md border bg-surface p-4 sm:p-6">
      {icon}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function ToShop({ url, isMain }: { url: string; isMain: boolean }) {
  return (
    <a href={url} className={cn(buttonStyle({ variant: isMain ? 'primary' : 'ghost', size: 'lg' }), 'w-full text-sm')}>
      Go back to the shop <ArrowRight className="size-4 rtl:rotate-180" aria-hidden />
    </a>
  );
}

function Press({ id, what, variant, children }: { id: string; what: string; variant?: 'money' | 'danger'; children: ReactNode }) {
  return (
    <form action={`/sandbox/checkout/${id}/do`} method="post">
      <Button type="submit" name="what" value={what} size="lg" variant={variant ?? 'secondary'} className="w-full text-sm">
        {children}
      </Button>
    </form>
  );
}

/** The time of the checkout is over, or the shop has ended it. */
export function Ended({ view }: { view: CheckoutView }) {
  return (
    <Card icon={<Clock className="size-8 text-muted" aria-hidden />} title="This checkout has ended">
      <p className="text-sm text-muted">Nothing was paid. The shop shows what is still held for you.</p>
      <ToShop url={view.shopUrl} isMain />
    </Card>
  );
}

function AtBank({ view }: { view: CheckoutView }) {
  return (
    <Card icon={<Landmark className="size-8 text-warn" aria-hidden />} title="With the test bank">
      <p className="text-sm text-muted">The payment is made, and the bank has not answered. It says yes by itself after about ten seconds, unless you answer for it.</p>
      <Press id={view.id} what="bank_yes" variant="money">
        Let the bank say yes
      </Press>
      <Press id={view.id} what="bank_no" variant="danger">
        Let the bank say no
      </Press>
      <ToShop url={view.shopUrl} isMain={false} />
    </Card>
  );
}

/** What became of a payment, and what else can be tried with it. */
export function AfterPaying({ view }: { view: CheckoutView }) {
  if (view.state === 'at_bank') return <AtBank view={view} />;
  if (view.state === 'refused') {
    return (
      <Card icon={<CircleX className="size-8 text-danger" aria-hidden />} title="The test bank said no">
        <p className="text-sm text-muted">Nothing was paid. The shop shows what is still held for you.</p>
        <ToShop url={view.shopUrl} isMain />
      </Card>
    );
  }
  return (
    <Card icon={<CircleCheck className="size-8 text-money" aria-hidden />} title="Paid, as a test">
      <p className="text-sm text-muted">
        No money has moved.{view.refunded && ` ${view.refunded} of it was given back.`}
        {view.isDisputed && ' The buyer disputes it.'}
      </p>
      <ToShop url={view.shopUrl} isMain />
      {!view.isDisputed && (
        <details className="group text-sm text-muted">
          <summary className="flex min-h-11 items-center gap-1 rounded-sm hover:text-ink">
            More to test <ChevronDown className="size-4 transition-transform group-open:rotate-180" aria-hidden />
          </summary>
          <div className="grid gap-2 pt-2">
            <p>As if the buyer had told their bank that they never bought this.</p>
            <Press id={view.id} what="dispute" variant="danger">
              Dispute this payment
            </Press>
          </div>
        </details>
      )}
    </Card>
  );
}
