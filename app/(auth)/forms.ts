import { z } from 'zod';

const Email = z.string().trim().pipe(z.email('Write an address like name@example.com'));
const Shop = z.string().trim().min(1, 'Give your shop a name; you can change it later').max(120, 'At most 120 characters');
const Currency = z.string().regex(/^[A-Z]{3}$/, 'Choose a currency');

export const SignIn = z.object({ email: Email, password: z.string().min(1, 'Write your password') });
export const SignUp = z.object({ email: Email, password: z.string().min(8, 'At least 8 characters'), shop: Shop, currency: Currency });
export const NewShop = SignUp.pick({ shop: true, currency: true });
export const Join = z.object({
  token: z.string().min(1),
  account: z.enum(['new', 'known', 'current']),
  email: z.string().trim().default(''),
  password: z.string().default(''),
});

export type FieldName = 'email' | 'password' | 'shop' | 'currency';

/** What a form shows after it was sent and not accepted: what was written, what is wrong, or what to do next. */
export interface FormState {
  values: Partial<Record<FieldName, string>>;
  errors: Partial<Record<FieldName, string>>;
  /** About the form as a whole. */
  problem?: string;
  /** Nothing is wrong, but something is left to do elsewhere. */
  notice?: string;
}
export const emptyForm: FormState = { values: {}, errors: {} };

/** Where to go after signing in: a page of ours, never another origin. */
export function nextPage(form: FormData): string {
  const next = form.get('next');
  return typeof next === 'string' && /^\/[a-z]/.test(next) ? next : '/live';
}

/** What was written, without the password. */
export function valuesOf(form: FormData): FormState['values'] {
  const values: FormState['values'] = {};
  for (const name of ['email', 'shop', 'currency'] as const) {
    const value = form.get(name);
    if (typeof value === 'string') values[name] = value;
  }
  return values;
}

/** Puts zod's complaints beside their fields, one each. */
export function fieldErrors(error: z.ZodError): FormState['errors'] {
  const errors: FormState['errors'] = {};
  for (const issue of error.issues) {
    const name = issue.path[0];
    if (name === 'email' || name === 'password' || name === 'shop' || name === 'currency') errors[name] ??= issue.message;
  }
  return errors;
}
