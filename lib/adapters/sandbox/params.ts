import { z } from 'zod';
import { Address } from '#lib/carts/schema.ts';
import { SandboxFault } from './fault.ts';
import type { FormValue } from './form.ts';

const Whole = z.string().regex(/^\d{1,12}$/, 'Invalid integer').transform(Number);
const Text = z.string().min(1).max(5000);
const Link = z.url({ protocol: /^https?$/, message: 'Not a valid URL' }).max(5000);
const Currency = z.string().regex(/^[a-z]{3}$/, 'Invalid currency');
/** https://docs.stripe.com/api/metadata */
const Metadata = z.record(z.string().min(1).max(40), z.string().max(500)).refine((all) => Object.keys(all).length <= 50, 'Too many keys');

/** The part of https://docs.stripe.com/api/checkout/sessions/create that a shop here needs, as it comes off the form. */
export const SessionParams = z.strictObject({
  mode: z.literal('payment'),
  client_reference_id: z.string().max(200).optional(),
  metadata: Metadata.optional(),
  payment_intent_data: z.strictObject({ metadata: Metadata.optional() }).optional(),
  line_items: z
    .array(
      z.strictObject({
        quantity: Whole,
        price_data: z.strictObject({
          currency: Currency,
          unit_amount: Whole,
          product_data: z.strictObject({ name: Text, description: Text.optional(), images: z.array(Link).max(8).optional() }),
        }),
      }),
    )
    .min(1)
    .max(100),
  success_url: Link,
  cancel_url: Link.optional(),
  expires_at: Whole.optional(),
  locale: z.string().max(10).optional(),
  customer_email: z.email().max(800).optional(),
  shipping_address_collection: z.strictObject({ allowed_countries: z.array(z.string().regex(/^[A-Z]{2}$/, 'Invalid country')).min(1) }).optional(),
  phone_number_collection: z.strictObject({ enabled: z.enum(['true', 'false']) }).optional(),
});
export type SessionParams = z.infer<typeof SessionParams>;

export const RefundParams = z.strictObject({ payment_intent: z.string(), amount: Whole.refine((amount) => amount > 0, 'Invalid positive integer').optional(), reason: z.string().optional(), metadata: Metadata.optional() });
export type RefundParams = z.infer<typeof RefundParams>;

/** What somebody who pays has said on the page. */
export const Buyer = z.object({ email: z.string(), phone: z.string().nullable(), shipTo: Address.nullable() });
export type Buyer = z.infer<typeof Buyer>;

const paramOf = ([first = '', ...rest]: readonly PropertyKey[]) => String(first) + rest.map((part) => `[${String(part)}]`).join('');

/** Checks what a form said. Throws SandboxFault that names the parameter, with Stripe's codes. */
export function paramsOf<T extends z.ZodType>(schema: T, form: Record<string, FormValue>): z.infer<T> {
  const parsed = schema.safeParse(form, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const param = paramOf([...issue.path, issue.keys[0] ?? '']);
    throw new SandboxFault(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = paramOf(issue?.path ?? []);
  const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
  const code = isMissing ? 'parameter_missing' : param === 'customer_email' ? 'email_invalid' : /_url$/.test(param) ? 'url_invalid' : undefined;
  throw new SandboxFault(isMissing ? `Missing required param: ${param}.` : `Invalid ${param}: ${issue?.message ?? 'not understood'}`, { param, ...(code ? { code } : {}) });
}
