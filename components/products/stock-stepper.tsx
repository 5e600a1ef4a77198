'use client';
import { Minus, Plus } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { inputStyle } from '#components/ui/input.tsx';

interface StockStepperProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  /** What it counts: "M / Red". */
  of: string;
  value: string;
  least: number;
  onChange: (text: string) => void;
}

/** − a number +, also typed; arrow keys count too. */
export function StockStepper({ of, value, least, onChange, className, onKeyDown, ...rest }: StockStepperProps) {
  const count = Number(value) || 0;
  const step = (by: number) => onChange(String(Math.max(0, count + by)));
  return (
    <div className={cn('flex items-center gap-1', className)}>
      <Button size="icon" aria-label={`One fewer of ${of}`} aria-disabled={count <= least || undefined} onClick={() => step(-1)}>
        <Minus className="size-4" aria-hidden />
      </Button>
      <input
        inputMode="numeric"
        aria-label={`Stock of ${of}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            step(event.key === 'ArrowUp' ? 1 : -1);
          }
          onKeyDown?.(event);
        }}
        className={cn(inputStyle, 'h-8 w-16 px-1 text-center touch')}
        {...rest}
      />
      <Button size="icon" aria-label={`One more of ${of}`} onClick={() => step(1)}>
        <Plus className="size-4" aria-hidden />
      </Button>
    </div>
  );
}
