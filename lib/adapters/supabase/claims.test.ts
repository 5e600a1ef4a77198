import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthApiError, AuthRetryableFetchError } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '#lib/testing/world.ts';
import { makePerson } from '#lib/testing/seller.ts';
import { claimsOf, refuseAway } from './claims.ts';
import { tokenClient } from './clients.ts';

// A session while Supabase is away: that it cannot be checked does not mean that it is over.
let world: World;
let server: Server;
beforeAll(async () => {
  world = openWorld();
  server = createServer((_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

test('is told from one that is over', async () => {
  const { userId, email, db } = await makePerson(world);
  const { data } = await db.auth.getSession();
  const token = data.session?.access_token ?? '';
  expect(await claimsOf(tokenClient(world.env), token)).toEqual({ sub: userId, email });
  expect(await claimsOf(tokenClient(world.env), `${token.slice(0, -8)}AAAAAAAA`)).toBe(null);
  for (const port of [(server.address() as AddressInfo).port, 1]) {
    const away = tokenClient({ ...world.env, SUPABASE_URL: `http://127.0.0.1:${port}` });
    await expect(claimsOf(away, token)).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 });
  }
});

test.each([new AuthRetryableFetchError('fetch failed', 0), new AuthApiError('Database error', 500, undefined), new AuthApiError('slow down', 429, 'over_request_rate_limit')])('%s says nothing about the session', (error) =>
  expect(() => refuseAway(error)).toThrow(expect.objectContaining({ code: 'unavailable' })),
);
test.each([null, new AuthApiError('gone', 400, 'refresh_token_not_found'), new AuthApiError('no', 403, 'bad_jwt')])('%s does', (error) => expect(() => refuseAway(error)).not.toThrow());
