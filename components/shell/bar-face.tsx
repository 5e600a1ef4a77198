import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export const barItemStyle = 'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium transition-colors duration-150';

interface BarFaceProps {
  icon: LucideIcon;
  name: string;
  /** Stands at the icon's shoulder when there is something to count. */
  count?: ReactNode;
}

/** An icon over its name, with what waits there at its shoulder. */
export function BarFace({ icon: Icon, name, count }: BarFaceProps) {
  return (
    <>
      <span className="relative">
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
        {count !== undefined && (
          <span className="absolute -top-1.5 start-3.5 grid h-4 min-w-4 place-items-center rounded-full border border-line-strong bg-raised px-1 text-[0.6875rem] leading-none text-ink">
            {count}
          </span>
        )}
      </span>
      {name}
    </>
  );
}
