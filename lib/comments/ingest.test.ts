import { describe, expect, test } from 'vitest';
import { AppError } from '#lib/core/errors.ts';
import type { CommentQueue, Enqueue } from '#lib/ports.ts';
import { enqueueOf, ingest, ingestBatch } from './ingest.ts';
import { Comment, QueuedComment, maxBatch } from './schema.ts';

// What is accepted, refused and made of a comment before any Redis; lib/adapters/comment-queue.test.ts has the rest.
const now = new Date('2026-11-21T12:00:00.000Z');
const options = { requestId: 'r', keyless: false };

function recording(duplicates: ReadonlySet<string> = new Set()) {
  const pushed: Enqueue[][] = [];
  const queue: CommentQueue = {
    async push(batch) {
      pushed.push([...batch]);
      return batch.map(({ comment }, n) => (duplicates.has(comment.message) ? null : `1-${n}`));
    },
  };
  return { pushed, ctx: { queue, clock: { now: () => now } } };
}
const comment = (input: Partial<Comment> = {}): Comment => Comment.parse({ streamer: 's', client: 'c', message: 'mine', ...input });

describe('the shape of a comment', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['text', 'mine'],
    ['no streamer', { client: 'c', message: 'm' }],
    ['only spaces', { streamer: 's', client: 'c', message: ' \n\t ' }],
    ['a number as message', { streamer: 's', client: 'c', message: 5 }],
    ['an object as client', { streamer: 's', client: {}, message: 'm' }],
    ['a streamer of 256', { streamer: 's'.repeat(256), client: 'c', message: 'm' }],
    ['a client of 256', { streamer: 's', client: 'c'.repeat(256), message: 'm' }],
    ['a message of 2001', { streamer: 's', client: 'c', message: 'm'.repeat(2001) }],
    ['an unknown platform', { streamer: 's', client: 'c', message: 'm', platform: 'myspace' }],
    ['a time that is none', { streamer: 's', client: 'c', message: 'm', timestamp: 'yesterday' }],
    ['the 30th of February', { streamer: 's', client: 'c', message: 'm', timestamp: '2026-02-30T10:00:00Z' }],
    ['a time no database knows', { streamer: 's', client: 'c', message: 'm', timestamp: '0000-01-01T00:00:00Z' }],
    ['a time past the year 9999', { streamer: 's', client: 'c', message: 'm', timestamp: '9999-12-31T23:59:59-23:00' }],
    ['seconds since 1970', { streamer: 's', client: 'c', message: 'm', timestamp: 1_764_000_000 }],
  ])('%s is refused and nothing is queued', async (_, input) => {
    const { ctx, pushed } = recording();
    await expect(ingest(ctx, input, options)).rejects.toMatchObject({ name: 'AppError', code: 'invalid', issues: expect.any(Array) });
    expect(pushed).toEqual([]);
  });

  test('is measured after trimming, at its limits', async () => {
    const { ctx, pushed } = recording();
    await ingest(ctx, { streamer: ` ${'s'.repeat(255)} `, client: `\n${'c'.repeat(255)}`, message: `${'m'.repeat(2000)}  ` }, options);
    expect(pushed[0]?.[0]?.comment).toMatchObject({ streamer: 's'.repeat(255), client: 'c'.repeat(255), message: 'm'.repeat(2000) });
  });

  test('NUL and lone surrogates become the replacement character; what is stored is well formed', async () => {
    const { ctx, pushed } = recording();
    await ingest(ctx, { streamer: 's', client: 'a\u0000b', message: 'x\uD800y\uDC00' }, options);
    expect(pushed[0]?.[0]?.comment).toMatchObject({ client: 'a\uFFFDb', message: 'x\uFFFDy\uFFFD' });
  });

  test('what is not of the contract is left out', async () => {
    const { ctx, pushed } = recording();
    await ingest(ctx, JSON.parse('{"streamer":"s","client":"c","message":"m","keyless":true,"dedupe_key":"mine","__proto__":{"x":1},"constructor":1}'), options);
    expect(QueuedComment.strict().parse(pushed[0]?.[0]?.comment)).toMatchObject({ keyless: false, dedupe_key: expect.stringMatching(/^words:/) });
  });
});

describe('the time of a comment', () => {
  test.each([
    ['is ours when there is none', undefined, '2026-11-21T12:00:00.000Z'],
    ['is the platform’s, as it was written', '2026-11-21T11:00:00+02:00', '2026-11-21T11:00:00+02:00'],
    ['is the platform’s a little in the future', '2026-11-21T12:04:59Z', '2026-11-21T12:04:59Z'],
    ['is ours when the platform’s clock is more than five minutes ahead', '2026-11-21T12:05:01Z', '2026-11-21T12:00:00.000Z'],
  ])('%s', (_, timestamp, kept) => {
    expect(enqueueOf(comment(timestamp ? { timestamp } : {}), now, options).comment.timestamp).toBe(kept);
  });

  test('ahead of ours still tells two comments apart', () => {
    const keys = ['2026-11-21T13:00:00Z', '2026-11-21T13:00:01Z'].map((timestamp) => enqueueOf(comment({ timestamp }), now, options).comment.dedupe_key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('what makes a comment unique', () => {
  test('ids and words with separators in them cannot be taken for each other', () => {
    const keyOf = (input: Partial<Comment>) => enqueueOf(comment(input), now, options).seenKey;
    expect(keyOf({ client: 'a', message: 'b","c' })).not.toBe(keyOf({ client: 'a","b', message: 'c' }));
    expect(keyOf({ message_id: 'words:x' })).not.toBe(keyOf({ message_id: 'x' }));
    expect(keyOf({ message_id: 'x', platform: 'twitch' })).not.toBe(keyOf({ message_id: 'x' }));
  });

  test('is remembered an hour with id or time, four seconds without', () => {
    expect(enqueueOf(comment({ message_id: 'x' }), now, options).seenMs).toBe(3_600_000);
    expect(enqueueOf(comment({ timestamp: '2026-11-21T11:00:00Z' }), now, options).seenMs).toBe(3_600_000);
    expect(enqueueOf(comment(), now, options).seenMs).toBe(4_000);
  });
});

describe('a batch', () => {
  test('accepts the good ones in their order and names each bad one', async () => {
    const { ctx, pushed } = recording(new Set(['again']));
    const answer = await ingestBatch(ctx, [comment({ message: 'a' }), { streamer: 's' }, comment({ message: 'again' }), null, comment({ message: 'b' })], options);
    expect(answer).toEqual({
      ok: true, accepted: 2, duplicates: 1,
      rejected: [
        { index: 1, error: { code: 'invalid', message: expect.stringContaining('client') } },
        { index: 3, error: { code: 'invalid', message: expect.any(String) } },
      ],
    });
    expect(pushed.map((batch) => batch.map((entry) => entry.comment.message))).toEqual([['a', 'again', 'b']]);
  });

  test('asks the caller about each comment', async () => {
    const { ctx, pushed } = recording();
    const refuse = ({ client }: Comment) => (client === 'fast' ? new AppError('rate_limited', 'Too fast.') : null);
    const answer = await ingestBatch(ctx, [comment({ client: 'fast' }), comment({ client: 'slow' })], { ...options, refuse });
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 0, error: { code: 'rate_limited' } }] });
    expect(pushed[0]).toHaveLength(1);
    await expect(ingest(ctx, comment({ client: 'fast' }), { ...options, refuse })).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('may be empty, may be full, may not be fuller', async () => {
    const { ctx, pushed } = recording();
    expect(await ingestBatch(ctx, [], options)).toEqual({ ok: true, accepted: 0, duplicates: 0, rejected: [] });
    expect(await ingestBatch(ctx, Array.from({ length: maxBatch }, () => comment()), options)).toMatchObject({ accepted: maxBatch });
    await expect(ingestBatch(ctx, Array.from({ length: maxBatch + 1 }, () => comment()), options)).rejects.toMatchObject({ code: 'too_large' });
    expect(pushed).toHaveLength(1);
  });
});
