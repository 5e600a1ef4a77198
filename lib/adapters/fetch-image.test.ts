import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { fetchImage, isPublicAddress } from './fetch-image.ts';

let png: Buffer;
beforeAll(async () => {
  png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#aa3300' } }).png().toBuffer();
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on loopback; answers its port. */
function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** 127.0.0.1 stands for the open internet. */
const loopbackIsOpen = { isAllowedAddress: (address: string) => address === '127.0.0.1', resolve: () => Promise.resolve(['127.0.0.1']) };
const picture: RequestListener = (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png);

describe('an address that is allowed', () => {
  test('is fetched under its own name, from the address that was checked', async () => {
    const hosts: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      hosts.push(request.headers.host);
      picture(request, response);
    });
    const resolve = vi.fn<(host: string) => Promise<string[]>>(() => Promise.resolve(['127.0.0.1']));
    // Nothing but our answer knows this name: another lookup would fail.
    expect(await fetchImage(`http://pictures.example.invalid:${port}/a.png`, { ...loopbackIsOpen, resolve })).toEqual(png);
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(hosts).toEqual([`pictures.example.invalid:${port}`]);
  });

  test('may redirect three times', async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else picture(request, response);
    });
    expect(await fetchImage(`http://127.0.0.1:${port}/3`, loopbackIsOpen)).toEqual(png);
    await expect(fetchImage(`http://127.0.0.1:${port}/4`, loopbackIsOpen)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('3 times') as string });
  });

  test('must hold a whole picture of at most 8 MB', async () => {
    const port = await serve((request, response) => {
      const answers: Record<string, () => void> = {
        '/page': () => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello'),
        '/lie': () => response.writeHead(200, { 'content-type': 'image/png' }).end('this is no picture at all'),
        '/gone': () => response.writeHead(404, { 'content-type': 'image/png' }).end(png),
        '/long': () => response.writeHead(200, { 'content-type': 'image/png', 'content-length': '900000000' }).write(png),
        '/endless': () => void response.writeHead(200, { 'content-type': 'image/png' }).write(Buffer.alloc(9_000_000)),
        '/broken': () => {
          response.writeHead(200, { 'content-type': 'image/png', 'content-length': '500' }).write(png.subarray(0, 20));
          setImmediate(() => response.destroy());
        },
      };
      answers[request.url ?? '']?.();
    });
    const codeOf = (path: string) => fetchImage(`http://127.0.0.1:${port}${path}`, loopbackIsOpen).then(() => 'fetched', (error: { code: string }) => error.code);
    expect(await codeOf('/page')).toBe('unsupported');
    expect(await codeOf('/lie')).toBe('unsupported');
    expect(await codeOf('/gone')).toBe('invalid');
    expect(await codeOf('/long')).toBe('too_large');
    expect(await codeOf('/endless')).toBe('too_large');
    expect(await codeOf('/broken')).toBe('invalid');
  });

  test('has so many milliseconds for everything: a silent server, a dripping one, a resolver that hangs', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/drip') response.writeHead(200, { 'content-type': 'image/png' }).write(png.subarray(0, 20));
    });
    for (const path of ['/silent', '/drip']) await expect(fetchImage(`http://127.0.0.1:${port}${path}`, { ...loopbackIsOpen, withinMs: 150 })).rejects.toThrow(/took too long/);
    await expect(fetchImage(`http://slow.example:${port}/`, { ...loopbackIsOpen, resolve: () => new Promise(() => {}), withinMs: 100 })).rejects.toThrow(/took too long/);
  });
});

describe('what is not of the open internet', () => {
  const notOpen = /not one of the open internet/;

  test.each([
    'http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://127.1/', 'http://0.0.0.0/', 'http://localhost/', 'http://169.254.169.254/latest/meta-data/', 'http://10.1.2.3/', 'http://172.16.0.1/', 'http://192.168.1.1/',
    'http://100.64.0.1/', 'http://224.0.0.1/', 'http://255.255.255.255/', 'http://[::1]/', 'http://[::]/', 'http://[fe80::1]/', 'http://[fd00::1]/', 'http://[ff02::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:a00:1]/', 'http://[64:ff9b::a00:1]/', 'http://[2002:7f00:1::]/',
  ])('%s is refused', async (url) => {
    await expect(fetchImage(url)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(notOpen) as string });
  });

  test('is refused behind a name, also when only one of its addresses is private', async () => {
    for (const addresses of [['10.0.0.7'], ['169.254.169.254'], ['::ffff:192.168.0.1'], ['93.184.216.34', '127.0.0.1'], []]) {
      await expect(fetchImage('https://harmless.example/a.png', { resolve: () => Promise.resolve(addresses) })).rejects.toThrow(notOpen);
    }
    await expect(fetchImage('https://nobody.example/a.png', { resolve: () => Promise.reject(new Error('ENOTFOUND')) })).rejects.toThrow(/not known/);
  });

  test('is refused behind a redirect, and is never asked', async () => {
    let inside = 0;
    const private_ = await serve((request, response) => {
      inside++;
      picture(request, response);
    });
    const targets = [`http://127.0.0.2:${private_}/`, `http://localhost:${private_}/`, 'http://169.254.169.254/', 'http://[::1]/', '//10.0.0.1/', 'http://private.example/'];
    for (const target of targets) {
      const port = await serve((_, response) => void response.writeHead(302, { location: target }).end());
      const resolve = (host: string) => Promise.resolve([host === 'open.example' ? '127.0.0.1' : '10.0.0.1']);
      await expect(fetchImage(`http://open.example:${port}/`, { ...loopbackIsOpen, resolve })).rejects.toThrow(notOpen);
    }
    expect(inside).toBe(0);
  });

  test('is refused when the name means something else at the second look', async () => {
    const port = await serve((_, response) => void response.writeHead(302, { location: '/again' }).end());
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    await expect(fetchImage(`http://rebinding.example:${port}/`, { ...loopbackIsOpen, resolve: () => Promise.resolve(answers.shift() ?? []) })).rejects.toThrow(notOpen);
  });

  test('other schemes and passwords are not fetched', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://example.com/a.png', 'data:image/png;base64,AA==', 'gopher://x/', 'no address', 'http://user:pass@example.com/a.png']) {
      await expect(fetchImage(url)).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  test('open addresses are open', () => {
    for (const address of ['93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1']) expect([address, isPublicAddress(address)]).toEqual([address, true]);
    for (const address of ['', 'example.com', '1.2.3', 'fe80::1%eth0', '2001:db8::1', '2001::1', '203.0.113.5']) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });
});
