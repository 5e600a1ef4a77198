import { AppError } from '#lib/core/errors.ts';

/** The stream every accepted comment goes through: the audit trail, and what the pipeline reads. */
export const commentsStream = 'comments_stream';
/** The consumer group of the pipeline. */
export const pipelineGroup = 'pipeline';
/** A client's list lives this long after its last write: 7 days, as the wire contract says. */
export const listTtlSeconds = 604_800;
/** The stream is trimmed to no fewer than this many entries. */
export const streamLength = 200_000;
/** While more than this are not processed, the script takes no more: trimming reaches only what is done with. */
export const unprocessedLimit = 150_000;

/** The list that holds this client's comments until they are processed. */
export function listKeyOf(comment: { streamer: string; client: string }): string {
  return `chat:queue:${comment.streamer}:${comment.client}`;
}

/**
 * Accepts a batch of comments, in order, as one atomic step.
 * KEYS: the stream, then per comment its list and its seen-key. ARGV: stream length, list TTL in seconds, how many may be
 * unprocessed, the pipeline's group, then per comment its JSON and for how many ms a repetition counts as the same.
 * Answers per comment the stream id, or '' when the comment had been accepted before; or 'full', having changed nothing,
 * when more are unprocessed (unread or not acknowledged by the group; all of them before there is a group). Where Redis
 * cannot tell how many are unread, a group that has not read the newest entry counts as having read none.
 * The seen-key is written last, so that a command that fails half way leaves the comment to be sent again, never lost;
 * the database drops what comes twice.
 */
export const ingestScript = `
local function fieldsOf(flat)
  local fields = {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end
local function unprocessed()
  local length = redis.call('XLEN', KEYS[1])
  if length <= tonumber(ARGV[3]) then return length end
  for _, flat in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local group = fieldsOf(flat)
    if group['name'] == ARGV[4] then
      if group['lag'] then return group['lag'] + group['pending'] end
      local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][1]
      return (newest == group['last-delivered-id'] and 0 or length) + group['pending']
    end
  end
  return length
end
if unprocessed() > tonumber(ARGV[3]) then return 'full' end
local ids = {}
local n = 0
for i = 2, #KEYS, 2 do
  local json, seenMs = ARGV[i + 3], ARGV[i + 4]
  n = n + 1
  if redis.call('EXISTS', KEYS[i + 1]) == 1 then
    ids[n] = ''
  else
    local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'json', json)
    redis.call('RPUSH', KEYS[i], json)
    redis.call('EXPIRE', KEYS[i], ARGV[2])
    redis.call('SET', KEYS[i + 1], '1', 'PX', seenMs)
    ids[n] = id
  end
end
return ids`;

/** The script's KEYS and ARGV for a batch; the same for every Redis client. */
export function ingestArguments(batch: readonly { comment: { streamer: string; client: string }; seenKey: string; seenMs: number }[]) {
  const keys = [commentsStream];
  const args = [String(streamLength), String(listTtlSeconds), String(unprocessedLimit), pipelineGroup];
  for (const { comment, seenKey, seenMs } of batch) {
    keys.push(listKeyOf(comment), seenKey);
    args.push(JSON.stringify(comment), String(seenMs));
  }
  return { keys, args };
}

/** What the script answered: per comment the stream id, null for a repetition. Throws `overloaded` when nothing was taken. */
export function acceptedIds(reply: readonly string[] | string): (string | null)[] {
  if (typeof reply !== 'string') return reply.map((id) => (id === '' ? null : id));
  throw new AppError('overloaded', 'More comments are waiting than can be worked through. Nothing of this request was accepted: send it again.', { retryAfterSeconds: 2 });
}

/** What went wrong at a queue, for its caller: an AppError as it is, anything else `unavailable`; a lost answer may have been a yes. */
export function queueFault(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('unavailable', 'Comments cannot be stored right now. It may not have been accepted: send it again, it will not count twice.', { cause, retryAfterSeconds: 1 });
}
