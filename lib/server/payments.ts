import { sandboxSecrets } from '#lib/adapters/sandbox/secrets.ts';
import { stripeProvider } from '#lib/adapters/stripe/provider.ts';
import type { PaymentProvider } from '#lib/ports.ts';
import type { Env } from './env.ts';
import { originOf } from './http.ts';

/** This machine's own web process. */
export function webUrl(env: Pick<Env, 'PORT'>): string {
  return `http://127.0.0.1:${env.PORT}`;
}

/** The origin of links that are sent to buyers. */
export function publicUrl(env: Pick<Env, 'PORT' | 'PUBLIC_URL'>): string {
  return env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : webUrl(env);
}

/** The origin of a link that is made now: that of PUBLIC_URL; without one, the address under which the caller is here. */
export function linkOrigin(env: Pick<Env, 'PORT' | 'PUBLIC_URL'>, request: Request): string {
  return env.PUBLIC_URL ? publicUrl(env) : originOf(request);
}

/** Stripe where the environment has its keys, else the sandbox, which speaks Stripe's protocol at our own address. */
export function openPayments(env: Env): PaymentProvider {
  if (env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET) {
    return stripeProvider({ name: 'stripe', secretKey: env.STRIPE_SECRET_KEY, webhookSecret: env.STRIPE_WEBHOOK_SECRET, apiUrl: env.STRIPE_API_URL });
  }
  return stripeProvider({ name: 'sandbox', ...sandboxSecrets(env), apiUrl: webUrl(env) });
}
