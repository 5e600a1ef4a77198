import net from 'node:net';

/** A way to a local port that can be cut and mended. */
export interface TestLine {
  port: number;
  /** Breaks all connections; new ones are refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Breaks the next connection that answers, once it has answered this many bytes; others and new ones are left alone. */
  breakAfter(bytes: number): void;
}

/** Opens a line to a port of 127.0.0.1. Cut it in the end. */
export async function openLine(target: number): Promise<TestLine> {
  const sockets = new Set<net.Socket>();
  let left = Infinity;
  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => {
      near.write(bytes.subarray(0, left));
      left -= bytes.length;
      if (left > 0) return;
      left = Infinity;
      near.end(() => far.destroy());
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  return {
    port,
    cut: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
    mend: () => listen(port),
    breakAfter(bytes) {
      left = bytes;
    },
  };
}
