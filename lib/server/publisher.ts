import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import { Server } from 'socket.io';
import type { Publisher } from '#lib/ports.ts';
import type { ServerToClient } from '#lib/realtime/events.ts';

/** The stream that Socket.IO servers talk over; short, since an event is a hint and older ones are worth nothing. */
export const socketAdapter = (redis: Redis) => createAdapter(redis, { streamName: 'realtime', maxLen: 2000, onlyPlaintext: true, blockTimeInMs: 1000 });

/** Emits to rooms of a Socket.IO server; the adapter carries it to every web process. */
export function publisherOf(io: Server<Record<string, never>, ServerToClient>): Publisher {
  return {
    emit(room, event, payload) {
      // The pairing of event and payload is checked by the port's own signature.
      const to = io.to(room) as unknown as { emit: (event: string, payload: unknown) => boolean };
      to.emit(event, payload);
    },
  };
}

/** For a process without a server of its own, such as the pipeline: a Socket.IO server that listens nowhere. */
export function remotePublisher(redis: Redis): { publisher: Publisher; close(): Promise<void> } {
  const io = new Server<Record<string, never>, ServerToClient>({ adapter: socketAdapter(redis), serveClient: false });
  return {
    publisher: publisherOf(io),
    // Not io.close(): that ends an HTTP engine, and this server has none.
    close: async () => io.of('/').adapter.close(),
  };
}
