/** The stream every accepted comment goes through: the audit trail, and what the pipeline reads. */
export const commentsStream = 'comments_stream';
/** The consumer group of the pipeline. */
export const pipelineGroup = 'pipeline';
/** A client's list lives this long after its last write: 7 days, as the wire contract says. */
export const listTtlSeconds = 604_800;
/** The stream is trimmed to about this many entries; far above the back-pressure limit, so nothing unread is lost. */
export const streamLength = 200_000;

/** The list that holds this client's comments until they are processed. */
export function listKeyOf(comment: { streamer: string; client: string }): string {
  return `chat:queue:${comment.streamer}:${comment.client}`;
}

/**
 * Accepts a batch of comments, in order, as one atomic step.
 * KEYS: the stream, then per comment its list and its seen-key. ARGV: stream length, list TTL in seconds, then per
 * comment its JSON and for how many ms a repetition counts as the same.
 * Answers per comment the stream id, or '' when the comment had been accepted before. The seen-key is written last, so
 * that a command that fails half way leaves the comment to be sent again, never lost; the database drops what comes twice.
 */
export const ingestScript = `
local ids = {}
local n = 0
for i = 2, #KEYS, 2 do
  local json, seenMs = ARGV[i + 1], ARGV[i + 2]
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
  const args = [String(streamLength), String(listTtlSeconds)];
  for (const { comment, seenKey, seenMs } of batch) {
    keys.push(listKeyOf(comment), seenKey);
    args.push(JSON.stringify(comment), String(seenMs));
  }
  return { keys, args };
}
