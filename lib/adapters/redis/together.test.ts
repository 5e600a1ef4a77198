import { expect, test } from 'vitest';
import { together } from './together.ts';

/** Doubles numbers; throws for a call that holds a negative one. Keeps what it was called with. */
function doubling(isOwnFault = true) {
  const calls: number[][] = [];
  const call = together<number, number>(
    async (items) => {
      calls.push([...items]);
      if (items.some((item) => item < 0)) throw new Error('negative');
      return items.map((item) => item * 2);
    },
    { most: 4, isOwnFault: () => isOwnFault },
  );
  return { calls, call };
}

test('calls of one turn go as one, in order, each with its own results', async () => {
  const { calls, call } = doubling();
  expect(await Promise.all([call([1]), call([2, 3]), call([])])).toEqual([[2], [4, 6], []]);
  expect(await call([4])).toEqual([8]);
  expect(calls).toEqual([[1, 2, 3], [4]]);
});

test('no call holds more than it may, but for one that came so', async () => {
  const { calls, call } = doubling();
  await Promise.all([call([1, 2, 3]), call([4, 5]), call([6, 7, 8, 9, 10]), call([11])]);
  expect(calls).toEqual([[1, 2, 3], [4, 5], [6, 7, 8, 9, 10], [11]]);
});

test('nobody fails for another, and all fail when the failure is nobody’s own', async () => {
  const own = doubling();
  const settled = await Promise.allSettled([own.call([1]), own.call([-1]), own.call([2])]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(own.calls).toEqual([[1, -1, 2], [1], [-1], [2]]);
  const away = doubling(false);
  expect((await Promise.allSettled([away.call([1]), away.call([-1])])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(away.calls).toEqual([[1, -1]]);
});
