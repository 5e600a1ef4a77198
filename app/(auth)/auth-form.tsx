'use client';
import { CircleAlert, MailCheck } from 'lucide-react';
import { startTransition, useActionState, type ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { CurrencyField } from './currency-field.tsx';
import { emptyForm, type FieldName, type FormState } from './forms.ts';

interface AuthFormProps {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  fields: readonly FieldName[];
  /** A new password is chosen, rather than a known one written. */
  newPassword?: boolean;
  submit: string;
  /** Sent along unseen. */
  hidden?: Readonly<Record<string, string>>;
  children?: ReactNode;
}

/** A form of the sign-in pages. What was written stays after an error; it also works before the scripts have come. */
export function AuthForm({ action, fields, newPassword = false, submit, hidden = {}, children }: AuthFormProps) {
  const [state, formAction, busy] = useActionState(action, emptyForm);
  const { errors, values } = state;
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => formAction(form));
      }}
      noValidate
      className="grid gap-4"
    >
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {fields.includes('shop') && (
        <Field label="Shop name" error={errors.shop} hint="Your viewers see it on the pay page.">
          {(control) => <Input {...control} name="shop" defaultValue={values.shop} autoComplete="organization" className="h-11" />}
        </Field>
      )}
      {fields.includes('currency') && <CurrencyField error={errors.currency} />}
      {fields.includes('email') && (
        <Field label="Email" error={errors.email}>
          {(control) => <Input {...control} name="email" type="email" inputMode="email" autoComplete="email" defaultValue={values.email} className="h-11" />}
        </Field>
      )}
      {fields.includes('password') && (
        <Field label="Password" error={errors.password} hint={newPassword ? 'At least 8 characters.' : undefined}>
          {(control) => <Input {...control} name="password" type="password" autoComplete={newPassword ? 'new-password' : 'current-password'} className="h-11" />}
        </Field>
      )}
      {state.problem && (
        <p role="alert" className="flex gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {state.problem}
        </p>
      )}
      {state.notice && (
        <p role="status" className="flex gap-2 rounded-md bg-money-soft px-3 py-2 text-sm text-money">
          <MailCheck className="mt-0.5 size-4 shrink-0" aria-hidden />
          {state.notice}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {submit}
      </Button>
      {children}
    </form>
  );
}
