import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { upstashCommentQueue } from './comment-queue.ts';

test.each([['an error', '{"error":"ERR max daily request limit exceeded"}'], ['no JSON', 'WORDS come back']])('no comment is in what is thrown when the answer is %s', async (_, body) => {
  const server = createServer((_request, response) => response.writeHead(400).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const queue = upstashCommentQueue(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
  const comment = { id: 'c', streamer: 's', client: 'v', message: 'WORDS of a viewer', timestamp: '2026-01-01T00:00:00.000Z' };
  const batch = [{ comment, seenKey: 'seen:c', seenMs: 1000 }] as unknown as Parameters<typeof queue.push>[0];
  const error: unknown = await queue.push(batch).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'unavailable', cause: { message: expect.stringContaining('Upstash') } });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('WORDS');
  await new Promise((resolve) => server.close(resolve));
});
