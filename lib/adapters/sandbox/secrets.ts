import { createHmac } from 'node:crypto';

function derived(from: string, purpose: string): string {
  return createHmac('sha256', from).update(`claimcast sandbox payments: ${purpose}`).digest('hex');
}

/** The sandbox's API key and webhook secret, the same in every process of an installation. Throws an Error without SUPABASE_SECRET_KEY. */
export function sandboxSecrets(env: { SUPABASE_SECRET_KEY?: string | undefined }): { secretKey: string; webhookSecret: string } {
  const from = env.SUPABASE_SECRET_KEY;
  if (!from) throw new Error('SUPABASE_SECRET_KEY is not set, and the sandbox derives its keys from it. See .env.example.');
  return { secretKey: `sk_test_sandbox_${derived(from, 'api key')}`, webhookSecret: `whsec_${derived(from, 'webhook')}` };
}
