import { connect } from 'node:net';

const WAIT_MS = 1_000;

/**
 * The process id of the Redis that listens on this port of 127.0.0.1 and takes this password, once it is ready for
 * commands; undefined while it loads, and for anything else that may listen there.
 */
export function answeringProcess(port: number, password: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\nINFO server\r\nQUIT\r\n`));
    const end = () => {
      socket.destroy();
      const pid = /\r\nprocess_id:(\d+)\r\n/.exec(text)?.[1];
      resolve(text.includes('+PONG') && pid ? Number(pid) : undefined);
    };
    socket.setTimeout(WAIT_MS, end);
    socket.on('data', (chunk) => { text += chunk.toString(); });
    socket.once('error', end);
    socket.once('close', end);
  });
}
