'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { recall, remember } from './remembered.ts';
import { barrier, type Camera, type CameraFault, faultOf, listCameras, openSource, type Source } from './source.ts';

interface CameraState {
  status: 'off' | 'asking' | 'on';
  stream: MediaStream | null;
  source: Source | null;
  /** The chosen camera's, or the shared window's. */
  deviceId: string | null;
  cameras: readonly Camera[];
  fault: CameraFault | null;
}

const off: CameraState = { status: 'off', stream: null, source: null, deviceId: null, cameras: [], fault: null };

const silence = (stream: MediaStream | null): void => stream?.getTracks().forEach((track) => track.stop());

/** The picture of a camera or a shared screen, from the person's yes until they stop it or it goes away. */
export function useCamera() {
  const [state, setState] = useState(off);
  const current = useRef<MediaStream | null>(null);
  const turn = useRef(0);

  const stop = useCallback((fault: CameraFault | null = null) => {
    turn.current += 1;
    silence(current.current);
    current.current = null;
    setState({ ...off, fault });
  }, []);

  const start = useCallback(
    async (source: Source) => {
      const mine = (turn.current += 1);
      const wall = barrier();
      if (wall) return setState({ ...off, fault: wall });
      setState((before) => ({ ...before, status: before.stream ? 'on' : 'asking', fault: null }));
      try {
        // Some phones open one camera at a time.
        if (source.kind === 'camera') silence(current.current);
        const stream = await openSource(source);
        if (mine !== turn.current) return silence(stream);
        if (source.kind === 'screen') silence(current.current);
        current.current = stream;
        const [track] = stream.getVideoTracks();
        const deviceId = track?.getSettings().deviceId ?? null;
        if (source.kind === 'camera' && source.deviceId !== null) remember({ deviceId });
        track?.addEventListener('ended', () => {
          if (current.current !== stream) return;
          stop(source.kind === 'screen' ? { title: 'Sharing has ended', help: 'Share again, or use a camera.' } : { title: 'The camera went away', help: 'It was unplugged, or another program took it. Start it again.' });
        });
        setState({ status: 'on', stream, source, deviceId, cameras: [], fault: null });
        const cameras = await listCameras();
        if (current.current === stream) setState((before) => ({ ...before, cameras }));
      } catch (error) {
        if (mine !== turn.current) return;
        const fault = faultOf(error, source);
        const still = current.current?.active ? current.current : null;
        if (still) setState((before) => ({ ...before, status: 'on', fault }));
        else stop(fault);
      }
    },
    [stop],
  );

  const startCamera = useCallback(() => start({ kind: 'camera', deviceId: recall().deviceId }), [start]);

  useEffect(
    () => () => {
      turn.current += 1;
      silence(current.current);
    },
    [],
  );
  return { ...state, start, startCamera, stop };
}
