import { createHash } from 'node:crypto';
import type { Sql } from '#lib/adapters/postgres/connect.ts';

/** How long a key is remembered: a revoked one is refused after this at the latest. */
const rememberMs = 2000;
const maxRemembered = 10_000;

export interface BridgeKey {
  id: string;
  streamerId: string;
  handle: string;
}

/** What is kept of a key or a token: SHA-256, hex. They are 256 random bits, so no salt and no slow hash is needed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Finds the seller a bridge key belongs to; null for one that is unknown or revoked. */
export function keyFinder(sql: Sql) {
  const known = new Map<string, { key: BridgeKey | null; until: number }>();
  return async function findKey(secret: string): Promise<BridgeKey | null> {
    if (!/^cc_[\w-]{43}$/.test(secret)) return null;
    const hash = hashOf(secret);
    const remembered = known.get(hash);
    if (remembered && remembered.until > performance.now()) return remembered.key;
    const [key = null] = await sql<BridgeKey[]>`
      update public.bridge_keys k set last_used_at = now() from public.streamers s
      where k.key_hash = ${hash} and k.revoked_at is null and s.id = k.streamer_id
      returning k.id, k.streamer_id as "streamerId", s.handle`;
    if (known.size >= maxRemembered) known.clear();
    known.set(hash, { key, until: performance.now() + rememberMs });
    return key;
  };
}
