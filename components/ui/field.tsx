import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { cn } from './cn.ts';
import { Label } from './label.tsx';

export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: ReactNode;
  /** What is wrong and how to mend it; read out when it appears. */
  error?: string | undefined;
  hint?: ReactNode;
  className?: string;
  /** Called with what ties the control to its label, hint and error: `{(control) => <Input {...control} />}`. */
  children: (control: FieldControl) => ReactNode;
}

/** A label, its control, and under it either the error or a hint. */
export function Field({ label, error, hint, className, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cn('grid content-start gap-1', className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': error ? true : undefined })}
      {note && (
        <p id={`${id}-note`} role={error ? 'alert' : undefined} className={cn('flex items-start gap-1 text-xs', error ? 'text-danger' : 'text-faint')}>
          {error && <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden />}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}
