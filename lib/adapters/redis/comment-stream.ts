import type { Redis } from 'ioredis';
import { commentsStream, pipelineGroup } from '#lib/comments/ingest-script.ts';
import { arrivalOf } from '#lib/core/time.ts';
import type { CommentStream, StreamEntry } from '#lib/ports.ts';

/** KEYS: the stream, then per entry its list. ARGV: group, then per entry its id and JSON. Acknowledges and drains. */
const settleScript = `
for i = 2, #KEYS do
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[2 * i - 2])
  if KEYS[i] ~= '' then redis.call('LREM', KEYS[i], 1, ARGV[2 * i - 1]) end
end
return 1`;

type RawEntry = [id: string, fields: string[] | null];

interface WithScript {
  settleComments(numberOfKeys: number, ...keysAndArgs: string[]): Promise<number>;
}

/** Makes the consumer group when it is missing, reading from the stream's beginning. Safe to run twice. */
export async function ensureGroup(redis: Redis): Promise<void> {
  try {
    await redis.xgroup('CREATE', commentsStream, pipelineGroup, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

/** A consumer without work that was not heard of for this long is a process that ended. */
const forgottenMs = 3_600_000;

/** Takes processes that ended long ago out of the group, so that it does not grow with every restart. Safe to run twice. */
export async function forgetConsumers(redis: Redis): Promise<void> {
  const consumers = ((await redis.xinfo('CONSUMERS', commentsStream, pipelineGroup)) as unknown[][]).map(fieldsOf);
  for (const consumer of consumers) {
    const name = consumer.get('name');
    if (typeof name !== 'string' || Number(consumer.get('pending')) > 0 || Number(consumer.get('idle')) < forgottenMs) continue;
    await redis.xgroup('DELCONSUMER', commentsStream, pipelineGroup, name);
  }
}

function entriesOf(raw: RawEntry[], deliveries: (id: string) => number): StreamEntry[] {
  return raw.map(([id, fields]) => ({ id, json: fields?.[1] ?? '', deliveries: deliveries(id) }));
}

/** Pairs of Redis' flat `[name, value, ...]` reply. */
function fieldsOf(flat: readonly unknown[]): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (let i = 0; i + 1 < flat.length; i += 2) fields.set(String(flat[i]), flat[i + 1]);
  return fields;
}

/** `blocking` is used for reads only, `fast` for everything else, so that no command waits behind a read. */
export function redisCommentStream(blocking: Redis, fast: Redis): CommentStream {
  fast.defineCommand('settleComments', { lua: settleScript });
  const scripted = fast as unknown as WithScript;

  async function group(): Promise<Map<string, unknown>> {
    const groups = (await fast.xinfo('GROUPS', commentsStream)) as unknown[][];
    return groups.map(fieldsOf).find((fields) => fields.get('name') === pipelineGroup) ?? new Map<string, unknown>();
  }

  return {
    async read(consumer, count, blockMs) {
      const reply = (await blocking.xreadgroup('GROUP', pipelineGroup, consumer, 'COUNT', count, 'BLOCK', blockMs, 'STREAMS', commentsStream, '>')) as
        | [string, RawEntry[]][]
        | null;
      return entriesOf(reply?.[0]?.[1] ?? [], () => 1);
    },

    async takeOver(consumer, idleMs, count) {
      const pending = (await fast.xpending(commentsStream, pipelineGroup, 'IDLE', idleMs, '-', '+', count)) as [id: string, consumer: string, idle: number, times: number][];
      // What was handed out once goes together; what comes back again may have killed its process, and goes alone.
      const again = pending.findIndex(([, , , times]) => times > 1);
      const chosen = pending.slice(0, again === -1 ? pending.length : Math.max(1, again));
      if (chosen.length === 0) return [];
      const raw = (await fast.xclaim(commentsStream, pipelineGroup, consumer, idleMs, ...chosen.map(([id]) => id))) as RawEntry[];
      const before = new Map(chosen.map(([id, , , times]) => [id, times]));
      return entriesOf(raw, (id) => (before.get(id) ?? 0) + 1);
    },

    async settle(entries) {
      if (entries.length === 0) return;
      const keys = [commentsStream, ...entries.map((entry) => entry.listKey ?? '')];
      await scripted.settleComments(keys.length, ...keys, pipelineGroup, ...entries.flatMap((entry) => [entry.id, entry.json]));
    },

    async watermark() {
      // One transaction: what is not settled yet, and how far entries have been handed out. An entry handed out later
      // than this has a greater id than both.
      const reply = await fast.multi().xpending(commentsStream, pipelineGroup).xinfo('GROUPS', commentsStream).exec();
      const [pendingError, pending] = reply?.[0] ?? [];
      const [groupsError, groups] = reply?.[1] ?? [];
      if (pendingError || groupsError) throw pendingError ?? groupsError;
      const [count, lowest] = pending as [number, string | null];
      if (count > 0 && lowest) return arrivalOf(lowest);
      const fields = (groups as unknown[][]).map(fieldsOf).find((group) => group.get('name') === pipelineGroup);
      const last = fields?.get('last-delivered-id');
      return arrivalOf(typeof last === 'string' ? last : '0-0') + 1n;
    },

    async waiting() {
      const fields = await group();
      const lag = fields.get('lag');
      // Redis cannot tell the lag after entries were deleted by hand: the whole stream is then the safe answer.
      const unread = typeof lag === 'number' ? lag : await fast.xlen(commentsStream);
      return unread + Number(fields.get('pending') ?? 0);
    },
  };
}
