'use client';
import { Camera as CameraIcon, ChevronDown, ScreenShare } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuTrigger } from '#components/ui/dropdown-menu.tsx';
import { type Camera, canShareScreen, type Source } from './source.ts';

interface SourceMenuProps {
  source: Source;
  cameras: readonly Camera[];
  deviceId: string | null;
  onChoose: (source: Source) => void;
}

/** Another camera, or a screen, while one is on. */
export function SourceMenu({ source, cameras, deviceId, onChoose }: SourceMenuProps) {
  const isScreen = source.kind === 'screen';
  const name = isScreen ? 'Shared screen' : (cameras.find((camera) => camera.deviceId === deviceId)?.label ?? 'Camera');
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={`Source: ${name}`} className="min-w-0 shrink">
          {isScreen ? <ScreenShare className="size-3.5" aria-hidden /> : <CameraIcon className="size-3.5" aria-hidden />}
          <span className="min-w-0 truncate">{name}</span>
          <ChevronDown className="size-3.5" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-w-72">
        <DropdownMenuRadioGroup value={isScreen ? '' : (deviceId ?? '')} onValueChange={(id) => onChoose({ kind: 'camera', deviceId: id })}>
          {cameras.map((camera) => (
            <DropdownMenuRadioItem key={camera.deviceId} value={camera.deviceId}>
              <CameraIcon aria-hidden />
              <span className="min-w-0 truncate">{camera.label}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        {canShareScreen() && (
          <DropdownMenuItem onSelect={() => onChoose({ kind: 'screen' })}>
            <ScreenShare aria-hidden />
            {isScreen ? 'Another screen or window' : 'A screen or window'}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
