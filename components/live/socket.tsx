'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { io, type Socket } from 'socket.io-client';
import { WatchAnswer, type ClientToServer, type ServerToClient } from '#lib/realtime/events.ts';
import { useCurrentShow } from '#components/shows/queries.ts';
import { applyEvent, eventNames } from './events.ts';
import { refetchDesk } from './queries.ts';

/** Whether what is on the screen is the present. */
export interface Connection {
  state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** Since when it has not been live, ms; 0 while it is. */
  since: number;
}

const ConnectionContext = createContext<Connection>({ state: 'connecting', since: 0 });
export const useConnection = (): Connection => use(ConnectionContext);

/** A second `resync` within this time is taken together with the first. */
const refetchPauseMs = 1500;

/** The one socket of the dashboard: watches the current show and writes what it hears into the cache. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data: show } = useCurrentShow();
  const showId = show?.id;
  const isAsked = show !== undefined;
  const [connection, setConnection] = useState<Connection>({ state: 'connecting', since: 0 });

  useEffect(() => {
    if (!isAsked) return;
    const socket: Socket<ServerToClient, ClientToServer> = io({ path: '/socket.io', transports: ['websocket'], reconnectionDelayMax: 5000 });
    let again: ReturnType<typeof setTimeout> | undefined;
    let renewing: ReturnType<typeof setTimeout> | undefined;
    let met = false;

    const refetchSoon = () => {
      again ??= setTimeout(() => {
        again = undefined;
        void refetchDesk(client);
      }, refetchPauseMs);
    };
    const lost = () => {
      const state = navigator.onLine ? 'reconnecting' : 'offline';
      setConnection((now) => (now.state === state ? now : { state, since: now.since || Date.now() }));
    };

    const found = () => {
      setConnection({ state: 'live', since: 0 });
      // What came between the first fetch and the first watch would be missed; so is everything while away.
      if (met) void refetchDesk(client);
      else refetchSoon();
      met = true;
    };

    socket.on('connect', () => {
      // Without a show there is nothing to watch yet; the server tells when one begins.
      if (showId === undefined) return found();
      socket.emit('watch', { showId }, (answer) => {
        const read = WatchAnswer.safeParse(answer);
        if (read.success && read.data.ok) found();
        else lost();
      });
    });
    socket.on('connect_error', () => {
      lost();
      if (socket.active) return; // it tries again by itself
      // Refused: the session may only be past its time. Fetching renews the cookie, and then we may connect.
      clearTimeout(renewing);
      renewing = setTimeout(() => {
        void refetchDesk(client).finally(() => socket.connect());
      }, 2000);
    });
    socket.on('disconnect', (reason) => {
      lost();
      if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000);
    });
    for (const name of eventNames) {
      socket.on(name, (payload: unknown) => {
        if (name === 'resync') refetchSoon();
        else if (!applyEvent(client, name, payload)) refetchSoon();
      });
    }
    addEventListener('offline', lost);
    return () => {
      clearTimeout(again);
      clearTimeout(renewing);
      removeEventListener('offline', lost);
      socket.close();
    };
  }, [client, isAsked, showId]);

  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}
