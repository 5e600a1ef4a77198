import { z } from 'zod';

const Flag = z.stringbool();
const Port = z.coerce.number().int().min(1).max(65_535);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const Env = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: Port.default(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  /** Set by `npm start` when it runs the database and Redis itself. */
  CLAIMCAST_EMBEDDED: Flag.default(false),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  SUPABASE_URL: optional(z.url({ protocol: /^https?$/ })),
  SUPABASE_PUBLISHABLE_KEY: optional(z.string().min(10)),
  SUPABASE_SECRET_KEY: optional(z.string().min(10)),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  UPSTASH_REDIS_REST_URL: optional(z.url({ protocol: /^https?$/ })),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string().min(1)),
  /** The manifest of the model that reads comments. */
  INTENT_MODEL: z.string().min(1).default('public/models/intents.json'),
  /** The manifest of an image encoder, or `none`; without one, products are recognised by their details alone. */
  IMAGE_MODEL: optional(z.string().min(1)),
  /** How buyers reach this installation: the origin in links that are sent to them. */
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  /** Without one, the sandbox takes payments in which no money moves. */
  STRIPE_SECRET_KEY: optional(z.string().regex(/^(sk|rk)_(test|live)_/, 'begins with sk_ or rk_')),
  STRIPE_WEBHOOK_SECRET: optional(z.string().startsWith('whsec_')),
  /** Another address of Stripe's API, for tests. */
  STRIPE_API_URL: optional(z.url({ protocol: /^https?$/ })),
  /** Messages to buyers by WhatsApp's Cloud API: both, and the other two for what it reports back. */
  WHATSAPP_TOKEN: optional(z.string().min(1)),
  WHATSAPP_PHONE_ID: optional(z.string().regex(/^\d+$/, 'digits only')),
  WHATSAPP_APP_SECRET: optional(z.string().min(1)),
  WHATSAPP_VERIFY_TOKEN: optional(z.string().min(1)),
  WHATSAPP_API_URL: z.url({ protocol: /^https?$/ }).default('https://graph.facebook.com/v23.0'),
  /** ... by SMS: all three. */
  TWILIO_ACCOUNT_SID: optional(z.string().startsWith('AC')),
  TWILIO_AUTH_TOKEN: optional(z.string().min(1)),
  TWILIO_FROM: optional(z.string().min(1)),
  TWILIO_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  /** ... and by e-mail: both. */
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.email()),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Bearer token for /api/metrics from elsewhere than loopback. */
  METRICS_TOKEN: optional(z.string().min(16)),
  /** `off`, or comments per second and key. */
  INGEST_LIMIT_PER_KEY: z.union([z.literal('off'), z.coerce.number().int().min(1)]).default(2000),
  /** `off`, or comments per ten seconds and client. */
  INGEST_LIMIT_PER_CLIENT: z.union([z.literal('off'), z.coerce.number().int().min(1)]).default(100),
  /** `off`, or tries to sign in or up per minute, per address and per email. */
  SIGN_IN_LIMIT: z.union([z.literal('off'), z.coerce.number().int().min(1)]).default(20),
  /** The proxy in front writes X-Forwarded-For, and nobody else reaches this process. */
  TRUST_PROXY: Flag.default(false),
  WAITING_DEGRADED: z.coerce.number().int().min(1).default(3000),
  /** At most 100,000: what the stream holds without trimming what is not processed (lib/comments/ingest-script.ts). */
  WAITING_REFUSED: z.coerce.number().int().min(1).max(100_000).default(5000),
  /** Whether this pipeline process also does what follows from orders: payments at the provider, messages. */
  PIPELINE_JOBS: Flag.default(true),
  PIPELINE_BATCH: z.coerce.number().int().min(1).max(1000).default(500),
  PIPELINE_TAKEOVER_MS: z.coerce.number().int().min(100).default(5000),
  PIPELINE_MAX_DELIVERIES: z.coerce.number().int().min(1).default(5),
});

export type Env = z.infer<typeof Env>;
export type ProcessName = 'web' | 'pipeline' | 'serverless' | 'tool';

const needs: Record<ProcessName, readonly (keyof Env)[]> = {
  web: ['DATABASE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY', 'REDIS_URL'],
  pipeline: ['DATABASE_URL', 'REDIS_URL'],
  serverless: ['DATABASE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY'],
  tool: [],
};

/** What is wrong with the environment, a line each; empty when this process can run. Values are never repeated. */
export function envProblems(source: Readonly<Record<string, string | undefined>>, name: ProcessName): string[] {
  const parsed = Env.safeParse(source);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const problems = needs[name].filter((key) => parsed.data[key] === undefined).map((key) => `${key}: is not set, and ${name} needs it`);
  if (name === 'serverless' && !parsed.data.REDIS_URL && !(parsed.data.UPSTASH_REDIS_REST_URL && parsed.data.UPSTASH_REDIS_REST_TOKEN)) {
    problems.push('REDIS_URL, or UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN: one of them is needed');
  }
  if (name === 'pipeline' && !parsed.data.STRIPE_SECRET_KEY && !parsed.data.SUPABASE_SECRET_KEY) problems.push('SUPABASE_SECRET_KEY: is not set, and the sandbox that takes test payments needs it, without STRIPE_SECRET_KEY');
  if (Boolean(parsed.data.STRIPE_SECRET_KEY) !== Boolean(parsed.data.STRIPE_WEBHOOK_SECRET)) problems.push('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET: both or none');
  if (parsed.data.WAITING_DEGRADED > parsed.data.WAITING_REFUSED) problems.push('WAITING_DEGRADED: is above WAITING_REFUSED');
  return problems;
}

/** The checked environment. Throws an Error that names each problem, one line each. The only reader of process.env. */
export function loadEnv(name: ProcessName, source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const problems = envProblems(source, name);
  if (problems.length > 0) throw new Error(`The environment of ${name} is not complete:\n  ${problems.join('\n  ')}\nSee .env.example.`);
  return Env.parse(source);
}

/** A variable that loadEnv(name) has found present. */
export function required<K extends keyof Env>(env: Env, key: K): NonNullable<Env[K]> {
  const value = env[key];
  if (value === undefined || value === null) throw new Error(`${key} is not set. See .env.example.`);
  return value;
}
