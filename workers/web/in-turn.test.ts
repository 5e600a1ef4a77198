import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

/** A line whose reader takes an answer only when the test says so. */
function unreadLine() {
  const answered: string[] = [];
  const leaving: (() => void)[] = [];
  const line = { paused: false, answered };
  const take = inTurn({
    async answer(frame) {
      answered.push(frame.toString('utf8', 0, 8));
      return 'ok';
    },
    send: () => new Promise((resolve) => leaving.push(resolve)),
    pause: () => void (line.paused = true),
    resume: () => void (line.paused = false),
  });
  const read = async () => {
    leaving.shift()?.();
    await turn();
  };
  return { line, read, take: async (frame: Buffer | string) => (take(Buffer.from(frame)), turn()) };
}

test('the next frame is answered when the last answer has left, in order', async () => {
  const { line, read, take } = unreadLine();
  for (const frame of ['one', 'two', 'three']) await take(frame);
  expect(line.answered).toEqual(['one']);
  await read();
  expect(line.answered).toEqual(['one', 'two']);
  await read();
  expect(line).toEqual({ paused: false, answered: ['one', 'two', 'three'] });
});

test('a bridge that never reads is not read from: by frames, and by bytes', async () => {
  const many = unreadLine();
  for (let n = 0; n < 64; n += 1) await many.take(String(n));
  expect(many.line.paused).toBe(true);
  await many.read();
  expect(many.line.paused).toBe(false);
  const large = unreadLine();
  for (let n = 0; n < 3; n += 1) await large.take(Buffer.alloc(3_000_000, '['));
  expect(large.line.paused).toBe(true);
  await large.read();
  expect(large.line.paused).toBe(false);
});
