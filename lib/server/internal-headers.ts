import type { IncomingHttpHeaders } from 'node:http';
import type { Env } from './env.ts';
import { addressOf } from './loopback.ts';

/** Set by our own web process on requests that isLocalRequest() found local, and stripped from all others. */
const localHeader = 'x-claimcast-local';
/** The address a request came from, set by our own web process on every request that goes on to Next. */
const addressHeader = 'x-claimcast-address';

/** Puts what our web process knows of a request into its headers, in place of what the client wrote there. */
export function markHeaders(headers: IncomingHttpHeaders, known: { local: boolean; address: string }): void {
  delete headers[localHeader];
  if (known.local) headers[localHeader] = '1';
  headers[addressHeader] = known.address;
}

/** Whether a program on this machine calls, and may without a key: the embedded default only, whose web process strips the header. */
export function isLocalCall(headers: Headers, env: Pick<Env, 'CLAIMCAST_EMBEDDED'>): boolean {
  return env.CLAIMCAST_EMBEDDED && headers.get(localHeader) === '1';
}

/** The address behind a request that Next answers; null where nobody we trust has written it. */
export function callerAddress(headers: Headers, site: { frontDoor: boolean; env: Pick<Env, 'TRUST_PROXY'> }): string | null {
  if (site.frontDoor) return headers.get(addressHeader);
  const address = addressOf({ remoteAddress: undefined, headers: { 'x-forwarded-for': headers.get('x-forwarded-for') ?? undefined } }, site.env.TRUST_PROXY);
  return address === 'unknown' ? null : address;
}
