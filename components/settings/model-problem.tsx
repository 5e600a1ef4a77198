import { TriangleAlert } from 'lucide-react';

interface ModelProblemProps {
  /** Begins the sentence: "The model that should read comments". */
  what: string;
  detail: string | undefined;
}

/** A model that was asked for and does not work, as the health page says it. */
export function ModelProblem({ what, detail }: ModelProblemProps) {
  return (
    <p className="flex items-start gap-2 text-warn">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="[overflow-wrap:anywhere]">{what} does not work: {detail ?? 'it does not say why'}.</span>
    </p>
  );
}
