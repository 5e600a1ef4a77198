import { expect, test } from 'vitest';
import { callerAddress, isLocalCall, markHeaders } from './internal-headers.ts';

test('local is who our server says so of, and only on the embedded default, where it stands in front', () => {
  const said = new Headers({ 'x-claimcast-local': '1' });
  expect(isLocalCall(said, { CLAIMCAST_EMBEDDED: true })).toBe(true);
  expect(isLocalCall(said, { CLAIMCAST_EMBEDDED: false })).toBe(false);
  expect(isLocalCall(new Headers(), { CLAIMCAST_EMBEDDED: true })).toBe(false);
});

test('what a client writes into the internal headers is replaced', () => {
  const headers = { 'x-claimcast-local': '1', 'x-claimcast-address': '6.6.6.6' };
  markHeaders(headers, { local: false, address: '10.0.0.1' });
  expect(headers).toEqual({ 'x-claimcast-address': '10.0.0.1' });
});

test('an address is believed from our server, or from a trusted proxy', () => {
  const headers = new Headers({ 'x-claimcast-address': '1.1.1.1', 'x-forwarded-for': '6.6.6.6, 2.2.2.2' });
  expect(callerAddress(headers, { frontDoor: true, env: { TRUST_PROXY: false } })).toBe('1.1.1.1');
  expect(callerAddress(headers, { frontDoor: false, env: { TRUST_PROXY: true } })).toBe('2.2.2.2');
  expect(callerAddress(headers, { frontDoor: false, env: { TRUST_PROXY: false } })).toBe(null);
});
