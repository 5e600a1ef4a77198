import type { IncomingHttpHeaders } from 'node:http';

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'cf-ray', 'true-client-ip', 'fly-client-ip', 'x-original-host', 'ngrok-trace-id'];

/** Whether an address or a host name is this machine's own loopback. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name);
}

/** Whether an Origin header names the host that was asked: a page of this very origin. Not for a missing one. */
export function isOwnOrigin(origin: string, host: string | null | undefined): boolean {
  return origin.replace(/^https?:\/\//, '') === host;
}

function hostOf(value: string): string {
  return value.replace(/:\d+$/, '');
}

/**
 * Whether a request comes from a program on this machine, straight: from a loopback address, to a loopback Host, through
 * no proxy or tunnel, and not sent by a web page of another site that happens to be open in a browser here.
 */
export function isLocalRequest(request: { remoteAddress: string | undefined; headers: IncomingHttpHeaders }): boolean {
  const { headers, remoteAddress } = request;
  if (!remoteAddress || !isLoopback(remoteAddress)) return false;
  if (!headers.host || !isLoopback(hostOf(headers.host))) return false;
  if (forwarding.some((name) => headers[name] !== undefined)) return false;
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host)) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** The address a request came from, as text: behind a trusted proxy the last one it wrote, else the socket's. */
export function addressOf(request: { remoteAddress: string | undefined; headers: IncomingHttpHeaders }, trustProxy: boolean): string {
  const written = trustProxy ? String(request.headers['x-forwarded-for'] ?? '').split(',').at(-1)?.trim() : '';
  return written || (request.remoteAddress ?? 'unknown');
}
