import { describe, expect, test } from 'vitest';
import { envProblems, loadEnv } from './env.ts';

const complete = {
  DATABASE_URL: 'postgres://u:hunter2@db.example/claimcast',
  SUPABASE_URL: 'https://x.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_0123456789',
  SUPABASE_SECRET_KEY: 'sb_secret_0123456789',
  REDIS_URL: 'rediss://:hunter3@redis.example:6380',
};
const without = (...names: (keyof typeof complete)[]) => Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name as keyof typeof complete)));
const named = (problems: string[]) => problems.map((problem) => problem.split(':', 1).join());

describe('what each process needs', () => {
  test.each([
    ['web', complete, []],
    ['web', {}, ['DATABASE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY', 'REDIS_URL']],
    ['web', without('REDIS_URL'), ['REDIS_URL']],
    ['pipeline', { DATABASE_URL: complete.DATABASE_URL, REDIS_URL: complete.REDIS_URL, SUPABASE_SECRET_KEY: complete.SUPABASE_SECRET_KEY }, []],
    // Without Stripe's key the sandbox takes payments, and derives its own key from this one.
    ['pipeline', { DATABASE_URL: complete.DATABASE_URL, REDIS_URL: complete.REDIS_URL }, ['SUPABASE_SECRET_KEY']],
    ['pipeline', { DATABASE_URL: complete.DATABASE_URL, REDIS_URL: complete.REDIS_URL, STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }, []],
    ['pipeline', { ...complete, STRIPE_SECRET_KEY: 'sk_test_1' }, ['STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET']],
    ['pipeline', without('REDIS_URL'), ['REDIS_URL']],
    ['serverless', complete, []],
    ['serverless', without('REDIS_URL'), ['REDIS_URL, or UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN']],
    ['serverless', { ...without('REDIS_URL'), UPSTASH_REDIS_REST_URL: 'https://u.example' }, ['REDIS_URL, or UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN']],
    ['serverless', { ...without('REDIS_URL'), UPSTASH_REDIS_REST_URL: 'https://u.example', UPSTASH_REDIS_REST_TOKEN: 't' }, []],
    ['tool', {}, []],
  ] as const)('%s %#', (name, source, problems) => {
    expect(named(envProblems(source, name))).toEqual(problems);
  });
});

const wrong: Record<string, string> = {
  NODE_ENV: 'staging-s3cret',
  HOST: '',
  PORT: '99999',
  CLAIMCAST_EMBEDDED: 'perhaps-s3cret',
  DATABASE_URL: 'mysql://u:s3cret@db/x',
  SUPABASE_URL: 'ftp://s3cret',
  SUPABASE_PUBLISHABLE_KEY: 's3cret',
  SUPABASE_SECRET_KEY: 's3cret',
  REDIS_URL: 's3cret',
  UPSTASH_REDIS_REST_URL: 's3cret',
  LOG_LEVEL: 's3cret',
  METRICS_TOKEN: 's3cret',
  INGEST_LIMIT_PER_KEY: 's3cret',
  INGEST_LIMIT_PER_CLIENT: '0',
  WAITING_DEGRADED: '-1',
  WAITING_REFUSED: '1.5',
  PIPELINE_BATCH: '100000',
  PIPELINE_TAKEOVER_MS: 's3cret',
  PIPELINE_MAX_DELIVERIES: '0',
};

test('every problem is named at once, and no value is repeated', () => {
  const problems = envProblems(wrong, 'web');
  expect(named(problems).toSorted()).toEqual(Object.keys(wrong).toSorted());
  expect(problems.join('\n')).not.toMatch(/s3cret/);
  expect(() => loadEnv('web', wrong)).toThrow(/The environment of web is not complete:\n {2}\w+: /);
  expect(() => loadEnv('web', wrong)).not.toThrow(/s3cret/);
});

test.each(Object.entries(wrong))('%s=%s alone is one problem', (name, value) => {
  expect(named(envProblems({ ...complete, [name]: value }, 'web'))).toEqual([name]);
});

test('no more may wait than the stream can hold', () => {
  expect(named(envProblems({ ...complete, WAITING_REFUSED: '100001' }, 'web'))).toEqual(['WAITING_REFUSED']);
  expect(envProblems({ ...complete, WAITING_REFUSED: '100000' }, 'web')).toEqual([]);
});

test('limits that contradict each other are a problem', () => {
  expect(named(envProblems({ ...complete, WAITING_DEGRADED: '6000' }, 'web'))).toEqual(['WAITING_DEGRADED']);
});

test('what is empty is not set, and what is not set has its default', () => {
  expect(envProblems({ ...complete, METRICS_TOKEN: '', UPSTASH_REDIS_REST_URL: '' }, 'web')).toEqual([]);
  expect(loadEnv('web', complete)).toMatchObject({ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: 3000, CLAIMCAST_EMBEDDED: false, WAITING_DEGRADED: 3000, WAITING_REFUSED: 5000 });
  expect(loadEnv('web', { ...complete, INGEST_LIMIT_PER_KEY: 'off', CLAIMCAST_EMBEDDED: '1' })).toMatchObject({ INGEST_LIMIT_PER_KEY: 'off', CLAIMCAST_EMBEDDED: true });
});
