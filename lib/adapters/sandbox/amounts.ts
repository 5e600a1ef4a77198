import { SandboxFault } from './fault.ts';
import type { SessionParams } from './params.ts';

/** The least that Stripe charges, in its smallest units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const least: Readonly<Record<string, number>> = {
  usd: 50, aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400, huf: 17_500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50,
  pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000,
};
/** Amounts must be multiples of this: https://docs.stripe.com/currencies#special-cases and #three-decimal */
const steps: Readonly<Record<string, number>> = { isk: 100, ugx: 100, kwd: 10, bhd: 10, jod: 10, omr: 10, tnd: 10 };
const longestMs = 24 * 3600_000;
const shortestMs = 30 * 60_000;

/** What the lines come to. Throws SandboxFault for what Stripe would not charge. */
export function amountOf({ line_items: lines }: SessionParams): { amount: number; currency: string } {
  const currency = lines[0]?.price_data.currency ?? '';
  const other = lines.findIndex((line) => line.price_data.currency !== currency);
  if (other > 0) throw new SandboxFault('You cannot combine currencies on a single session.', { param: `line_items[${other}][price_data][currency]` });
  if (!Intl.supportedValuesOf('currency').includes(currency.toUpperCase())) throw new SandboxFault(`Invalid currency: ${currency}.`, { param: 'line_items[0][price_data][currency]' });
  const uneven = lines.findIndex((line) => line.price_data.unit_amount % (steps[currency] ?? 1) !== 0);
  if (uneven >= 0) throw new SandboxFault(`Invalid amount for ${currency}: it must be a multiple of ${steps[currency]}.`, { param: `line_items[${uneven}][price_data][unit_amount]` });
  const amount = lines.reduce((sum, line) => sum + line.quantity * line.price_data.unit_amount, 0);
  if (amount < (least[currency] ?? 1)) throw new SandboxFault('The Checkout Session\'s total amount due is less than can be charged in this currency.', { code: 'amount_too_small' });
  if (amount > 999_999_999_999) throw new SandboxFault('The Checkout Session\'s total amount due is more than can be charged.', { code: 'amount_too_large' });
  return { amount, currency };
}

/** When a session ends: in 30 minutes to 24 hours, 24 hours unless told. Throws SandboxFault. */
export function endOf({ expires_at: asked }: SessionParams, now: number): Date {
  const at = asked === undefined ? now + longestMs : asked * 1000;
  // Stripe counts in whole seconds.
  if (at < now + shortestMs - 1000) throw new SandboxFault('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', { param: 'expires_at' });
  if (at > now + longestMs + 1000) throw new SandboxFault('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', { param: 'expires_at' });
  return new Date(at);
}
