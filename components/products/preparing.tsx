import type { PictureProgress } from '#lib/products/schema.ts';
import { Progress } from '#components/ui/progress.tsx';

/** "Preparing pictures 120 of 500", with a bar. */
export function PreparingLine({ progress: { total, waiting } }: { progress: PictureProgress }) {
  const done = total - waiting;
  const words = `Preparing pictures ${done} of ${total}`;
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      {words}
      <Progress label={words} value={done} max={total} className="w-20 max-md:hidden" />
    </span>
  );
}
