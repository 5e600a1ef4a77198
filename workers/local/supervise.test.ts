import { expect, test, vi } from 'vitest';
import { isAlive } from './process.ts';
import { supervise } from './supervise.ts';

const LIVE = 'setInterval(() => {}, 1e6); process.on("disconnect", () => process.exit());';
const child = (code: string) => ({ name: 'child', args: ['-e', code], env: process.env, readyMs: 10_000 });
const readyAnd = (code: string) => child(`process.send('ready', () => { ${code} }); ${LIVE}`);

test('a killed child is started again', async () => {
  const lines: string[] = [];
  const one = await supervise(readyAnd(''), { log: (line) => lines.push(line), backoff: { firstMs: 5, mostMs: 40, healthyMs: 60_000 } });
  const first = one.pid!;
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(one.restarts).toBe(1));
  expect(one.pid).not.toBe(first);
  expect(isAlive(one.pid!)).toBe(true);
  expect(lines).toEqual(['child ended (SIGKILL); starting it again in 5 ms']);
  await one.stop();
  expect(isAlive(one.pid!)).toBe(false);
});

test('the wait doubles up to its most while it keeps crashing', async () => {
  const waits: number[] = [];
  const one = await supervise(readyAnd('process.exit(3)'), {
    log: (line) => waits.push(Number(/in (\d+) ms/.exec(line)?.[1])), backoff: { firstMs: 5, mostMs: 20, healthyMs: 60_000 },
  });
  await vi.waitFor(() => expect(waits.length).toBeGreaterThanOrEqual(4), 10_000);
  await one.stop();
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 20]);
  const { restarts } = one;
  await one.stop(); // twice is fine, and nothing is started any more
  expect(one.restarts).toBe(restarts);
});

test('the wait begins anew after a healthy life', async () => {
  const waits: number[] = [];
  const one = await supervise(readyAnd('process.exit(3)'), {
    log: (line) => waits.push(Number(/in (\d+) ms/.exec(line)?.[1])), backoff: { firstMs: 5, mostMs: 1000, healthyMs: 0 },
  });
  await vi.waitFor(() => expect(waits.length).toBeGreaterThanOrEqual(3), 10_000);
  await one.stop();
  expect(new Set(waits)).toEqual(new Set([5]));
});

test('a child that ends before it is ready is not started again', async () => {
  await expect(supervise(child('process.exit(4)'), { log: () => {} })).rejects.toThrow('child ended before it was ready (code 4)');
});

test('a child that never gets ready is stopped', async () => {
  await expect(supervise({ ...child(LIVE), readyMs: 200 }, { log: () => {} })).rejects.toThrow('child was not ready after 0.2 s');
});

test('a child that does not hear SIGTERM is killed after its time', async () => {
  const one = await supervise({ ...child(`process.on('SIGTERM', () => {}); process.send('ready'); ${LIVE}`), stopMs: 50 }, { log: () => {} });
  const pid = one.pid!;
  await one.stop();
  expect(isAlive(pid)).toBe(false);
});
