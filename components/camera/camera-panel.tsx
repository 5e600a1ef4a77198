'use client';
import { Camera, CircleAlert, ScreenShare, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useMaySell } from '#components/shell/seat.tsx';
import { useCurrentShow, useSaveShow } from '#components/shows/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { ShowControls } from './show-controls.tsx';
import { canShareScreen } from './source.ts';
import { SourceMenu } from './source-menu.tsx';
import { useCamera } from './use-camera.ts';
import { Watching } from './watching.tsx';

const never = () => () => undefined;

/** Finds the product that is held up, on this machine, and offers to put it on screen. */
export function CameraPanel({ showId }: { showId: string }) {
  const may = useMaySell();
  const camera = useCamera();
  const { data: show } = useCurrentShow();
  const save = useSaveShow();
  const canShare = useSyncExternalStore(never, canShareScreen, () => false);
  if (!may) return null;
  const { status, stream, source, fault } = camera;
  const isAsking = status === 'asking';
  const isAuto = (save.isPending ? save.variables.follow_camera : undefined) ?? show?.follow_camera ?? false;
  return (
    <section aria-label="Camera" className="border-t">
      <div className="flex h-11 items-center gap-2 px-4 max-lg:h-14 short:h-9">
        <h2 className="text-sm font-semibold">Camera</h2>
        <div className="ms-auto flex min-w-0 items-center gap-1">
          {stream && source ? (
            <>
              <SourceMenu source={source} cameras={camera.cameras} deviceId={camera.deviceId} onChoose={(to) => void camera.start(to)} />
              <Tooltip text="Stop">
                <Button variant="ghost" size="iconSm" aria-label="Stop the camera" onClick={() => camera.stop()}>
                  <X className="size-4" aria-hidden />
                </Button>
              </Tooltip>
            </>
          ) : (
            <>
              {canShare && (
                <Button variant="ghost" size="sm" disabled={isAsking} onClick={() => void camera.start({ kind: 'screen' })}>
                  <ScreenShare className="size-3.5" aria-hidden />
                  Share a screen
                </Button>
              )}
              <Button size="sm" busy={isAsking} onClick={() => void camera.startCamera()}>
                {!isAsking && <Camera className="size-3.5" aria-hidden />}
                Use a camera
              </Button>
            </>
          )}
        </div>
      </div>
      {fault && (
        <div role="alert" className="flex gap-2 px-4 pb-4 text-sm">
          <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
          <p className="text-pretty">
            <span className="font-medium">{fault.title}.</span> <span className="text-muted">{fault.help}</span>
          </p>
        </div>
      )}
      {stream ? (
        <Watching key={stream.id} showId={showId} stream={stream} isAuto={isAuto} label={source?.kind === 'screen' ? 'Shared screen' : 'Camera picture'} />
      ) : (
        !fault && <p className="px-4 pb-3 text-sm text-pretty text-faint">{isAsking ? 'The browser is asking whether this page may see it.' : 'Finds what you hold up. The picture stays on this machine.'}</p>
      )}
      {show?.status === 'live' && <ShowControls show={show} isAuto={isAuto} onAuto={(on) => save.mutate({ follow_camera: on })} />}
    </section>
  );
}
