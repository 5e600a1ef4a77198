import { expect, test } from 'vitest';
import { addressOf, isLocalRequest, isLoopback } from './loopback.ts';

test.each(['127.0.0.1', '127.8.9.1', '::1', '[::1]', 'localhost', 'LOCALHOST', '::ffff:127.0.0.1'])('%s is this machine', (host) => expect(isLoopback(host)).toBe(true));
test.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.evil.example', 'localhost.evil.example', 'xlocalhost', '', '::ffff:10.0.0.1', '1270.0.0.1'])('%j is not', (host) => expect(isLoopback(host)).toBe(false));

const straight = { remoteAddress: '127.0.0.1', headers: { host: '127.0.0.1:3000' } };
test('a program here is local', () => {
  expect(isLocalRequest(straight)).toBe(true);
  expect(isLocalRequest({ remoteAddress: '::ffff:127.0.0.1', headers: { host: '[::1]:3000' } })).toBe(true);
  expect(isLocalRequest({ ...straight, headers: { ...straight.headers, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' } })).toBe(true);
});
test.each([{ host: undefined }, { host: 'a.example' }, { 'x-forwarded-for': '' }, { via: '1.1 x' }, { forwarded: 'for=::1' }, { origin: 'http://127.0.0.1:3001' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
  'with %j it is not',
  (headers) => expect(isLocalRequest({ ...straight, headers: { ...straight.headers, ...headers } as Record<string, string> })).toBe(false),
);
test('from another machine it is not', () => {
  expect(isLocalRequest({ ...straight, remoteAddress: '192.168.1.5' })).toBe(false);
  expect(isLocalRequest({ ...straight, remoteAddress: undefined })).toBe(false);
});

test('an address is the socket\'s, and only a trusted proxy\'s last word counts instead', () => {
  const request = { remoteAddress: '10.0.0.9', headers: { 'x-forwarded-for': '203.0.113.7, 198.51.100.2' } };
  expect(addressOf(request, false)).toBe('10.0.0.9');
  expect(addressOf(request, true)).toBe('198.51.100.2');
  expect(addressOf({ remoteAddress: undefined, headers: {} }, true)).toBe('unknown');
});
