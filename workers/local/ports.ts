import { createServer } from 'node:net';
import { systemCode } from './fault.ts';

// Below Linux' range for outgoing connections (32768 on), so that a remembered port is rarely taken by chance.
const FIRST = 20_000;
const LAST = 29_999;

/** True when nothing listens on this port of this address. EACCES (a port below 1024) counts as not free. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const code = systemCode(error);
      if (code === 'EADDRINUSE' || code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** `wanted` when it is free, else any free port of 20000..29999. Somebody may still take it before it is used. */
export async function takePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await isFree(wanted))) return wanted;
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (await isFree(port)) return port;
  }
  throw new Error('no free port between 20000 and 29999 on 127.0.0.1');
}
