import { connect, type Socket } from 'node:net';

/** One keep-alive connection, one request at a time, with next to no cost of its own: what is measured is the server. */
export interface Wire {
  /** Sends a whole HTTP/1.1 request and calls back with the status once the answer is whole; 0 when the connection broke. */
  send(request: Buffer, done: (status: number) => void): void;
  close(): void;
}

function wholeAnswer(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  return text.length >= head + 4 + Number(length ?? 0);
}

/** Opens a connection to a port of this machine. */
export async function openWire(port: number): Promise<Wire> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let waiting: ((status: number) => void) | undefined;
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1'); // one character a byte, so that lengths are lengths
    if (!wholeAnswer(received)) return;
    const status = Number(received.slice(9, 12));
    received = '';
    const done = waiting;
    waiting = undefined;
    done?.(status);
  });
  const broke = () => waiting?.(0);
  socket.on('error', broke).on('close', broke);
  return {
    send(request, done) {
      waiting = done;
      socket.write(request);
    },
    close: () => socket.destroy(),
  };
}

/** A POST of a JSON body as bytes. */
export function postOf(port: number, path: string, body: string): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes]);
}
