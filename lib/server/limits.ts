import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { AppError } from '#lib/core/errors.ts';
import type { Env } from './env.ts';

function limiter(redis: Redis | null, keyPrefix: string, points: number, duration: number): RateLimiterAbstract {
  const insuranceLimiter = new RateLimiterMemory({ keyPrefix, points, duration });
  // Without Redis over TCP (serverless) each instance counts for itself.
  return redis ? new RateLimiterRedis({ storeClient: redis, keyPrefix, points, duration, insuranceLimiter, rejectIfRedisNotReady: true }) : insuranceLimiter;
}

/** Consumes points; answers the refusal, null when there were enough. */
async function consume(from: RateLimiterAbstract, key: string, points: number, message: string): Promise<AppError | null> {
  try {
    await from.consume(key, points);
    return null;
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    return new AppError('rate_limited', message, { retryAfterSeconds: Math.max(1, Math.ceil(rejected.msBeforeNext / 1000)) });
  }
}

export interface IngestLimits {
  /** Refusals by client name for a request of these clients' comments. Throws `rate_limited` when the key itself is over. */
  check(key: string, clients: readonly string[]): Promise<ReadonlyMap<string, AppError>>;
}

/** The ingest limits of the settings; null when both are off. */
export function ingestLimits(env: Env, redis: Redis | null): IngestLimits | null {
  const perKey = env.INGEST_LIMIT_PER_KEY === 'off' ? null : limiter(redis, 'limit:key', env.INGEST_LIMIT_PER_KEY, 1);
  const perClient = env.INGEST_LIMIT_PER_CLIENT === 'off' ? null : limiter(redis, 'limit:client', env.INGEST_LIMIT_PER_CLIENT, 10);
  if (!perKey && !perClient) return null;
  return {
    async check(key, clients) {
      const refusal = perKey && (await consume(perKey, key, clients.length, `More than ${env.INGEST_LIMIT_PER_KEY} comments a second. Send the rest later; what was accepted is safe.`));
      if (refusal) throw refusal;
      const refused = new Map<string, AppError>();
      if (!perClient) return refused;
      await Promise.all(
        [...Map.groupBy(clients, (client) => client)].map(async ([client, mine]) => {
          const over = await consume(perClient, `${key}:${client}`, mine.length, 'This viewer writes more than anybody can. Later comments are accepted again.');
          if (over) refused.set(client, over);
        }),
      );
      return refused;
    },
  };
}

/** For sign-in and sign-up: `take` throws `rate_limited` above SIGN_IN_LIMIT tries a minute for one address or one email. */
export function signInLimit(env: Env, redis: Redis | null) {
  const perSubject = env.SIGN_IN_LIMIT === 'off' ? null : limiter(redis, 'limit:signin', env.SIGN_IN_LIMIT, 60);
  return async function take(subject: string): Promise<void> {
    const refusal = perSubject && (await consume(perSubject, subject, 1, 'Too many tries. Wait a minute, then try again.'));
    if (refusal) throw refusal;
  };
}

/** For what people do on the dashboard, 50 changes a second and caller, and what order bridges do for all buyers of a shop, 500. */
export function changeLimit(redis: Redis | null) {
  const perPerson = limiter(redis, 'limit:change', 250, 5);
  const perBridge = limiter(redis, 'limit:order', 2500, 5);
  return async function take(caller: string, isPerson: boolean): Promise<void> {
    const refusal = await consume(isPerson ? perPerson : perBridge, caller, 1, 'Too many requests. Wait a few seconds, then try again.');
    if (refusal) throw refusal;
  };
}

/** For buyers' links, which take no session: changes per link and minute, and requests of all kinds per address and minute (a phone network is many buyers). */
const buyerChanges = 40;
const buyerRequests = 6000;

/** For buyers' pages: `take` throws `rate_limited` when this link changes things too often, or this address asks too often. */
export function buyerLimit(redis: Redis | null) {
  const perLink = limiter(redis, 'limit:link', buyerChanges, 60);
  const perAddress = limiter(redis, 'limit:buyers', buyerRequests, 60);
  const message = 'Too many requests. Wait a minute, then try again. What is held stays held.';
  return async function take(from: { link: string | null; address: string | null }): Promise<void> {
    const refusal = (from.address && (await consume(perAddress, from.address, 1, message))) || (from.link && (await consume(perLink, from.link, 1, message)));
    if (refusal) throw refusal;
  };
}

/** For messages that a seller sends to themselves to see how they look: ten in ten minutes and seller. */
export function testMessageLimit(redis: Redis | null) {
  const perSeller = limiter(redis, 'limit:testmessage', 10, 600);
  return async function take(sellerId: string): Promise<void> {
    const refusal = await consume(perSeller, sellerId, 1, 'Ten tests in ten minutes are enough for now. Try again in a while.');
    if (refusal) throw refusal;
  };
}
