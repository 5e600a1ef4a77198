import { cn } from '#components/ui/cn.ts';

/** The mark: a comment whose tail is a tick, which is what the product does. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={cn('size-6', className)} fill="none" aria-hidden>
      <path d="M5 3h14a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3Z" className="fill-money" />
      <path d="m7.5 10.6 3.1 3.1 6-6.2" className="stroke-on-money" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
