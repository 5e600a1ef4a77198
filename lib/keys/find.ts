import { createHash } from 'node:crypto';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { isPassing } from '#lib/adapters/postgres/faults.ts';

/** How long a key is remembered: a revoked one is refused after this at the latest. */
const rememberMs = 2000;
/** How long a key that was good goes on being so while only Postgres is away. */
const keepMs = 600_000;
const maxRemembered = 10_000;

export interface BridgeKey {
  id: string;
  streamerId: string;
  handle: string;
}

interface Known {
  key: BridgeKey | null;
  readMs: number;
  /** Nobody asks again before. */
  untilMs: number;
}

/** What is kept of a key or a token: SHA-256, hex. They are 256 random bits, so no salt and no slow hash is needed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Reads a key that is not revoked, and notes at most once a minute that it was used. */
async function readKey(sql: Sql, hash: string): Promise<BridgeKey | null> {
  const [key = null] = await sql<BridgeKey[]>`
    with found as (
      select k.id, k.streamer_id, s.handle, coalesce(k.last_used_at < now() - interval '1 minute', true) as is_stale
      from public.bridge_keys k join public.streamers s on s.id = k.streamer_id
      where k.key_hash = ${hash} and k.revoked_at is null
    ), noted as (
      update public.bridge_keys k set last_used_at = now() from found f where k.id = f.id and f.is_stale
    )
    select id, streamer_id as "streamerId", handle from found`;
  return key;
}

/** Makes room: what nobody has goes first, so that guesses do not push out the keys that are in use. */
function makeRoom(known: Map<string, Known>): void {
  if (known.size < maxRemembered) return;
  for (const [hash, { key }] of known) if (!key) known.delete(hash);
  if (known.size >= maxRemembered) known.clear();
}

/**
 * Finds the seller a bridge key belongs to; null for one that is unknown or revoked. While Postgres is away, keys found
 * in the last ten minutes are still good; for others its error is thrown. `nowMs` is a clock that only goes forward.
 */
export function keyFinder(sql: Sql, nowMs: () => number = () => performance.now()) {
  const known = new Map<string, Known>();
  const asked = new Map<string, Promise<BridgeKey | null>>();

  async function ask(hash: string): Promise<BridgeKey | null> {
    const before = known.get(hash);
    try {
      const readMs = nowMs();
      const key = await readKey(sql, hash);
      makeRoom(known);
      known.set(hash, { key, readMs, untilMs: readMs + rememberMs });
      return key;
    } catch (error) {
      if (!before?.key || !isPassing(error) || nowMs() - before.readMs > keepMs) throw error;
      known.set(hash, { ...before, untilMs: nowMs() + rememberMs });
      return before.key;
    } finally {
      asked.delete(hash);
    }
  }

  return async function findKey(secret: string): Promise<BridgeKey | null> {
    if (!/^cc_[\w-]{43}$/.test(secret)) return null;
    const hash = hashOf(secret);
    const remembered = known.get(hash);
    if (remembered && remembered.untilMs > nowMs()) return remembered.key;
    const asking = asked.get(hash) ?? ask(hash);
    if (!asked.has(hash)) asked.set(hash, asking);
    return asking;
  };
}
