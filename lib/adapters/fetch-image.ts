import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { AppError } from '#lib/core/errors.ts';
import { maxPictureBytes, pictureKind } from './images/kind.ts';

const totalMs = 5000;
const maxRedirects = 3;

interface Options {
  /** Which addresses may be connected to; those of the open internet unless a test says otherwise. */
  isAllowedAddress?: (address: string) => boolean;
  /** All addresses of a host name. */
  resolve?: (host: string) => Promise<string[]>;
  /** Milliseconds for everything together. */
  withinMs?: number;
}

/** Nothing that anybody's router, cloud or loopback answers: RFC 6890's special ranges, multicast and what is reserved. */
const special = new BlockList();
for (const range of [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24',
  '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3',
]) {
  const [network = '', bits] = range.split('/');
  special.addSubnet(network, Number(bits), 'ipv4');
}
// Inside 2000::/3, which is all of IPv6 that is given out: Teredo and its like, documentation, and addresses that carry IPv4 ones.
for (const [network, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) special.addSubnet(network, bits, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the open internet, so that fetching from it shows nothing that only this machine may see. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  // Also refuses ::1, fe80::, fc00::, ff00::, ::ffff:10.0.0.1 and 64:ff9b::: none of them begins with the bits 001.
  return family === 6 && !address.includes('%') && global6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

const resolveHost = async (host: string) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * The bytes of the picture (PNG, JPEG, WebP) at an http(s) address that a stranger named: 8 MB, 5 s and 3 redirects at
 * most. A name is resolved first and every address of it must be allowed; the connection goes to that very address, so
 * that the name cannot mean another one a moment later; so again after each redirect. Throws `invalid`, `unsupported` or `too_large`.
 */
export async function fetchImage(url: string, options: Options = {}): Promise<Buffer> {
  const signal = AbortSignal.timeout(options.withinMs ?? totalMs);
  let next = url;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const target = parse(next);
    const address = await within(signal, addressOf(target.hostname.replace(/^\[|\]$/g, ''), options));
    const answer = await within(signal, get(target, address, signal));
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      answer.destroy();
      if (!URL.canParse(headers.location, target)) throw unreachable('it leads to something that is no address');
      next = new URL(headers.location, target).href;
      continue;
    }
    try {
      if (statusCode !== 200) throw unreachable(`it answers ${statusCode}`);
      if (!/^image\//i.test(headers['content-type'] ?? '')) throw new AppError('unsupported', 'What is at this address is no picture.');
      if (Number(headers['content-length'] ?? 0) > maxPictureBytes) throw new AppError('too_large', 'A picture may have at most 8 MB.');
      const bytes = await within(signal, read(answer));
      pictureKind(bytes);
      return bytes;
    } finally {
      answer.destroy();
    }
  }
  throw unreachable(`it redirects more than ${maxRedirects} times`);
}

function unreachable(why: string, cause?: unknown): AppError {
  return new AppError('invalid', `The picture could not be fetched: ${why}.`, { cause });
}

/** One answer for every address that is not allowed, so that nobody learns what is there. */
const refused = () => unreachable('its address is not one of the open internet');

function parse(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:')) throw unreachable('only http and https addresses are');
  if (target.username || target.password) throw unreachable('its address has a password in it');
  return target;
}

async function addressOf(host: string, { isAllowedAddress = isPublicAddress, resolve = resolveHost }: Options): Promise<string> {
  const addresses = isIP(host)
    ? [host]
    : await resolve(host).catch((cause: unknown) => {
        throw unreachable('its host is not known', cause);
      });
  const [first] = addresses;
  if (!first || !addresses.every((address) => isIP(address) && isAllowedAddress(address))) throw refused();
  return first;
}

/** Connects to `address`, whatever the name means by now; TLS and the Host header still go by the name. */
function get(target: URL, address: string, signal: AbortSignal): Promise<http.IncomingMessage> {
  const family = isIP(address);
  const pinned: LookupFunction = (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
  const ask = target.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const request = ask(target, { agent: false, lookup: pinned, signal, headers: { accept: 'image/webp,image/png,image/jpeg', 'accept-encoding': 'identity', 'user-agent': 'claimcast' } });
    request.once('response', resolve);
    request.once('error', (cause) => reject(unreachable('its host does not answer', cause)));
    request.end();
  });
}

async function read(answer: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxPictureBytes) throw new AppError('too_large', 'A picture may have at most 8 MB.');
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : unreachable('it broke off', cause);
  }
  return Buffer.concat(chunks);
}

/** `work`, or `invalid` once the time is over, also where `work` itself cannot be stopped. */
async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = () => unreachable('it took too long');
  work.catch(() => {});
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = () => reject(late());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([over, work]);
  } catch (error) {
    throw signal.aborted && error instanceof AppError && error.code === 'invalid' ? late() : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
