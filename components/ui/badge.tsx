import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const badgeStyle = cva('inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0', {
  variants: {
    tone: {
      neutral: 'bg-hover text-muted',
      money: 'bg-money-soft text-money',
      /** Money that has come. */
      solid: 'bg-money text-on-money',
      claim: 'bg-claim-soft text-claim',
      question: 'bg-question-soft text-question',
      feedback: 'bg-feedback-soft text-feedback',
      complaint: 'bg-complaint-soft text-complaint',
      cancel: 'bg-cancel-soft text-cancel',
      warn: 'bg-warn-soft text-warn',
      danger: 'bg-danger-soft text-danger',
      outline: 'border border-line-strong text-muted',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export type Tone = NonNullable<VariantProps<typeof badgeStyle>['tone']>;

/** A state in a word, with an icon so that the colour is never alone. */
export function Badge({ tone, className, ...rest }: ComponentProps<'span'> & VariantProps<typeof badgeStyle>) {
  return <span className={cn(badgeStyle({ tone }), className)} {...rest} />;
}
