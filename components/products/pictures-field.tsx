'use client';
import { ArrowLeft, ArrowRight, ImagePlus, X } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { messageOf } from '#components/api.ts';
import { cn } from '#components/ui/cn.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import { sayError } from '#components/ui/toast.tsx';
import { Picture } from './picture.tsx';
import { uploadPicture } from './queries.ts';

const most = 5;
const kinds = ['image/png', 'image/jpeg', 'image/webp'];

/** Sends pictures one after the other and puts their paths behind those that are there. */
export function usePictures(paths: readonly string[], change: (next: (now: string[]) => string[]) => void) {
  const [sending, setSending] = useState(0);
  async function send(files: File[]) {
    setSending((n) => n + files.length);
    for (const file of files) {
      try {
        const { path } = await uploadPicture(file);
        change((now) => [...now, path].slice(0, most));
      } catch (error) {
        sayError(`${file.name || 'The picture'} was not added`, messageOf(error));
      }
      setSending((n) => n - 1);
    }
  }
  return {
    sending,
    room: most - paths.length - sending,
    add(list: FileList) {
      const room = most - paths.length - sending;
      const files = [...list].filter((file) => kinds.includes(file.type));
      if (list.length > 0 && files.length === 0) sayError('This is not a picture', 'PNG, JPEG and WebP are.');
      if (files.length > room) sayError(`${most} pictures at most`, room > 0 ? `The first ${room} of them ${room === 1 ? 'is' : 'are'} added.` : 'Take one out first.');
      if (room > 0 && files.length > 0) void send(files.slice(0, room));
    },
    remove: (path: string) => change((now) => now.filter((p) => p !== path)),
    move: (path: string, to: number) =>
      change((now) => {
        const rest = now.filter((p) => p !== path);
        return [...rest.slice(0, to), path, ...rest.slice(to)];
      }),
  };
}

interface PicturesFieldProps {
  code: string;
  paths: readonly string[];
  pictures: ReturnType<typeof usePictures>;
}

/** Up to five pictures; the first is the one shown. Chosen, dropped or pasted; ordered by dragging or by the arrows. */
export function PicturesField({ code, paths, pictures }: PicturesFieldProps) {
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    pictures.add(event.dataTransfer.files);
  };
  return (
    <fieldset
      className="grid gap-1"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(event.dataTransfer.types.includes('Files'));
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <legend className="mb-1 text-sm font-medium">Pictures</legend>
      <div className={cn('grid grid-cols-5 gap-2 rounded-md outline-offset-4 max-md:grid-cols-3', over && 'outline-2 outline-focus')}>
        {paths.map((path, at) => (
          <Tile key={path} path={path} at={at} last={at === paths.length - 1} code={code} pictures={pictures} />
        ))}
        {Array.from({ length: pictures.sending }, (_, i) => (
          <span key={i} role="status" aria-label="Sending a picture" className="grid aspect-square place-items-center rounded-md border bg-hover text-faint">
            <Spinner />
          </span>
        ))}
        {pictures.room > 0 && (
          <label className="grid aspect-square cursor-pointer place-items-center rounded-md border border-dashed border-control text-faint transition-colors duration-150 hover:border-ink hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus">
            <span className="grid justify-items-center gap-1 text-xs">
              <ImagePlus className="size-5" strokeWidth={1.5} aria-hidden />
              Add
            </span>
            <input
              type="file"
              accept={kinds.join()}
              multiple
              className="sr-only"
              aria-label="Add pictures"
              onChange={(event) => {
                if (event.target.files) pictures.add(event.target.files);
                event.target.value = '';
              }}
            />
          </label>
        )}
      </div>
      <p className="text-xs text-faint">{paths.length === 0 ? 'Drop or paste up to five. Until then the code is shown.' : 'The first is the one shown. Drag to reorder.'}</p>
    </fieldset>
  );
}

interface TileProps {
  path: string;
  at: number;
  last: boolean;
  code: string;
  pictures: ReturnType<typeof usePictures>;
}

const dragType = 'application/x-claimcast-picture';

function Tile({ path, at, last, code, pictures }: TileProps) {
  const button = 'hit grid size-6 place-items-center rounded-sm bg-raised/90 text-muted hover:text-ink disabled:hidden [&_svg]:size-3.5';
  const name = at === 0 ? 'the picture shown' : `picture ${at + 1}`;
  return (
    <div
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragType, path)}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData(dragType);
        if (!moved) return;
        event.stopPropagation();
        event.preventDefault();
        pictures.move(moved, at);
      }}
      className="group/tile relative cursor-grab"
    >
      <Picture path={path} code={code} className="w-full rounded-md" />
      {at === 0 && <span className="absolute start-1 bottom-1 rounded-sm bg-raised/90 px-1 text-xs text-muted">Shown</span>}
      <div className="absolute inset-x-1 top-1 flex gap-1 opacity-0 transition-opacity duration-150 group-hover/tile:opacity-100 group-focus-within/tile:opacity-100 pointer-coarse:opacity-100">
        <button type="button" className={button} disabled={at === 0} aria-label={`Move ${name} forward`} onClick={() => pictures.move(path, at - 1)}>
          <ArrowLeft aria-hidden />
        </button>
        <button type="button" className={button} disabled={last} aria-label={`Move ${name} back`} onClick={() => pictures.move(path, at + 1)}>
          <ArrowRight aria-hidden />
        </button>
        <button type="button" className={cn(button, 'ms-auto')} aria-label={`Take out ${name}`} onClick={() => pictures.remove(path)}>
          <X aria-hidden />
        </button>
      </div>
    </div>
  );
}
