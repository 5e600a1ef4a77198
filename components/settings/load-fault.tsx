import { messageOf } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';

interface LoadFaultProps {
  /** Begins the sentence: "The keys". */
  what: string;
  error: unknown;
  again: () => void;
}

/** A section that could not be loaded, and the way to try again. */
export function LoadFault({ what, error, again }: LoadFaultProps) {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3 rounded-md border px-4 py-3">
      <p>
        <span className="font-medium">{what} could not be loaded.</span> <span className="text-muted">{messageOf(error)}</span>
      </p>
      <Button size="sm" onClick={again}>Try again</Button>
    </div>
  );
}
