import { z } from 'zod';
import type { Doing } from './change.ts';
import type { SessionParams } from './params.ts';

const text = (length: number) => z.string().trim().max(length).default('');
const phone = z.string().default('').transform((typed) => typed.replace(/[\s().-]/g, '').replace(/^00/, '+'));

const What = z.enum(['pay', 'bank', 'decline', 'bank_yes', 'bank_no', 'dispute']);
const Fields = z.object({ email: z.string().trim().max(320).pipe(z.email()), phone, name: text(200), line1: text(300), line2: text(300), city: text(200), state: text(200), postal_code: text(40), country: text(2) });

/** What of a form is not right yet. */
export type FormProblem = 'email' | 'phone' | 'address' | 'form';

function shipToOf(fields: z.infer<typeof Fields>, countries: readonly string[]) {
  const { name, line1, line2, city, state, postal_code: postalCode, country } = fields;
  return name && line1 && city && countries.includes(country) ? { name, line1, line2: line2 || null, city, state: state || null, postalCode: postalCode || null, country } : null;
}

/** What the page's form asks for, or the first thing that is not right in it. */
export function readPageForm(form: Record<string, string>, params: SessionParams): { doing: Doing } | { problem: FormProblem } {
  const what = What.safeParse(form['what']).data;
  if (what === undefined) return { problem: 'form' };
  if (what !== 'pay' && what !== 'bank') return { doing: { what } };
  const parsed = Fields.safeParse(form);
  if (!parsed.success) return { problem: parsed.error.issues[0]?.path[0] === 'email' ? 'email' : 'address' };
  const fields = parsed.data;
  const wantsPhone = params.phone_number_collection?.enabled === 'true';
  if (wantsPhone && !/^\+[1-9]\d{6,14}$/.test(fields.phone)) return { problem: 'phone' };
  const countries = params.shipping_address_collection?.allowed_countries;
  const shipTo = countries ? shipToOf(fields, countries) : null;
  if (countries && !shipTo) return { problem: 'address' };
  return { doing: { what, buyer: { email: fields.email, phone: wantsPhone ? fields.phone : null, shipTo } } };
}
