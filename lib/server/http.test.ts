import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError, errorTable, type ErrorCode } from '#lib/core/errors.ts';
import { silentLog } from '#lib/testing/world.ts';
import { linkOrigin } from './payments.ts';
import { bearerOf, failureOf, originOf, parseJson, parseWith, readBytes, refuseNul, requestIdOf } from './http.ts';

test.each(Object.entries(errorTable))('%s is answered with %j', (code, { status, retry }) => {
  const { status: answered, headers, body } = failureOf(new AppError(code as ErrorCode, 'Said.'), 'r1', silentLog);
  expect([answered, body]).toEqual([status, { error: { code, message: 'Said.', request_id: 'r1' } }]);
  expect('retry-after' in headers).toBe(retry && status !== 500);
});

test('what nobody expected is told without its words, and logged with its cause', () => {
  const logged: object[] = [];
  const failure = failureOf(new TypeError('password is hunter2'), 'r1', { ...silentLog, error: (fields) => void logged.push(fields) });
  expect(failure.status).toBe(500);
  expect(JSON.stringify(failure)).not.toContain('hunter2');
  expect(logged).toEqual([{ requestId: 'r1', code: 'internal', error: expect.any(TypeError) }]);
});

test.each(['ECONNREFUSED', 'CONNECT_TIMEOUT', 'CONNECTION_DESTROYED', '57P01', '57014', '53300'])('the database saying %s is 503 with the time to wait', (code) => {
  const { status, headers } = failureOf(Object.assign(new Error('away'), { code }), 'r', silentLog);
  expect([status, headers]).toEqual([503, expect.objectContaining({ 'retry-after': '2' })]);
});

test('the seconds to wait and the details are told as they are', () => {
  expect(failureOf(new AppError('sold_out', 'Gone.', { details: { waitlist_place: 2 } }), 'r', silentLog).body).toMatchObject({ waitlist_place: 2 });
  expect(failureOf(new AppError('rate_limited', 'Slow.', { retryAfterSeconds: 7 }), 'r', silentLog).headers).toMatchObject({ 'retry-after': '7' });
});

test.each(['abc', 'a.b:c-d_1', 'x'.repeat(64)])('the request id %s is kept', (id) => expect(requestIdOf(id)).toBe(id));
test.each(['', null, undefined, 'a b', 'x'.repeat(65), 'a\nb', '<script>', 'ü'])('the request id %j is replaced', (id) => expect(requestIdOf(id)).toMatch(/^[0-9a-f-]{36}$/));

test.each([['Bearer k', 'k'], ['bearer  k', ''], ['Bearer k l', ''], ['Basic k', ''], ['', '']])('the key in %j is %j', (header, key) => expect(bearerOf(header)).toBe(key));

test('every wrong place is named', () => {
  expect(() => parseWith(z.object({ a: z.string(), b: z.array(z.number()) }), { b: ['x'] })).toThrow(expect.objectContaining({ code: 'invalid', message: 'Check a, b.0.', issues: [{ path: 'a', message: expect.any(String) }, { path: 'b.0', message: expect.any(String) }] }));
});

test('bytes that are not JSON in UTF-8 are a bad request', () => {
  for (const bytes of [[], [0xff], [0x22, 0xc3, 0x28, 0x22], [0x7b], [0x22, 0, 0x22]]) expect(() => parseJson(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'bad_request' }));
  expect(parseJson(Buffer.from('{"a":"💥"}'))).toEqual({ a: '💥' });
});

test('NUL is refused wherever it stands, also very deep', () => {
  const deep = parseJson(Buffer.from(`${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`));
  for (const value of ['a\0', ['\0'], { a: { b: ['x\0'] } }, { 'k\0': 1 }, deep]) expect(() => refuseNul(undefined, value)).toThrow(expect.objectContaining({ code: 'invalid' }));
  for (const value of [undefined, null, '', 0, { a: ['\\u0000', null, undefined, {}] }]) expect(() => refuseNul(value, value)).not.toThrow();
});

test('a body is read to its limit and not beyond, whatever its length says', async () => {
  const body = (...chunks: (string | Error)[]) =>
    new Request('http://x/', {
      method: 'POST',
      duplex: 'half',
      body: new ReadableStream({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk instanceof Error) controller.error(chunk);
          else if (chunk === undefined) controller.close();
          else controller.enqueue(Buffer.from(chunk));
        },
      }),
    } as RequestInit);
  expect((await readBytes(body('abc', 'de'), 5)).toString()).toBe('abcde');
  await expect(readBytes(body('abc', 'def'), 5)).rejects.toMatchObject({ code: 'too_large' });
  await expect(readBytes(new Request('http://x/', { method: 'POST', body: 'x', headers: { 'content-length': '99' } }), 5)).rejects.toMatchObject({ code: 'too_large' });
  await expect(readBytes(body('abc', new Error('aborted')), 5)).rejects.toMatchObject({ code: 'bad_request' });
});

test.each<[Record<string, string>, string]>([
  [{ host: 'a.example' }, 'http://a.example'],
  [{ host: 'a.example', 'x-forwarded-host': 'b.example', 'x-forwarded-proto': 'https' }, 'https://b.example'],
  [{ host: 'a.example', 'x-forwarded-proto': 'gopher' }, 'http://a.example'],
])('behind %j the caller sees %s', (headers, origin) => expect(originOf(new Request('http://127.0.0.1:3000/', { headers }))).toBe(origin));

test.each([
  [{ PUBLIC_URL: 'https://shop.example/x' }, 'https://shop.example'],
  [{ PUBLIC_URL: undefined }, 'https://named.by.the.caller'],
])('with %j links begin with %s, whatever host the caller names', (env, origin) => {
  const request = new Request('http://127.0.0.1:3000/', { headers: { 'x-forwarded-host': 'named.by.the.caller', 'x-forwarded-proto': 'https' } });
  expect(linkOrigin({ PORT: 3000, ...env }, request)).toBe(origin);
});
