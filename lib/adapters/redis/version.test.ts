import { expect, test } from 'vitest';
import { openWorld } from '#lib/testing/world.ts';
import { redisProblem } from './version.ts';

const serverSaying = (info: string) => ({ info: () => Promise.resolve(info) });

test.each([
  ['# Server\r\nredis_version:6.2.14\r\nredis_mode:standalone\r\n', /^Redis 6\.2\.14 cannot be used: .* needs Redis 7\.0 or newer/],
  ['# Server\r\n', /^Redis of an unknown version cannot be used/],
])('too old: %j', async (info, problem) => {
  expect(await redisProblem(serverSaying(info))).toMatch(problem);
});

test.each(['7.0.0', '7.2.4', '10.1.0'])('new enough: %s', async (version) => {
  expect(await redisProblem(serverSaying(`# Server\r\nserver_name:valkey\r\nredis_version:${version}\r\n`))).toBeNull();
});

test('the one these tests run on can be used', async () => {
  const world = openWorld();
  expect(await redisProblem(world.redis)).toBeNull();
  await world.close();
});
