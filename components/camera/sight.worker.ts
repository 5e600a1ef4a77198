import type { VisionCatalogue } from '#lib/vision/catalogue.ts';
import { recognise } from '#lib/vision/recognise.ts';
import type { Recognition } from '#lib/vision/schema.ts';
import { openKept } from './kept.ts';
import { makeLearner } from './learn.ts';
import { loadLooks } from './looks.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { pixelsOf } from './pixels.ts';

// Looks at frames beside the page. Everything stays in this browser: it fetches product pictures and the image model, and sends nothing anywhere.

/** Long side of a frame, pixels. */
const frameSide = 640;
/** After this long the page will not draw a picture any more, ms. */
const drawnWithinMs = 15_000;

const drawing = new Map<string, (bitmap: ImageBitmap | null) => void>();
let catalogue: VisionCatalogue | null = null;

const tell = (message: FromWorker): void => postMessage(message);

/** A page can draw what a worker cannot: SVG, and pictures of other origins that allow it. */
async function drawnByPage(url: string): Promise<ImageBitmap> {
  const bitmap = await new Promise<ImageBitmap | null>((resolve) => {
    drawing.set(url, resolve);
    setTimeout(() => resolve(null), drawnWithinMs);
    tell({ type: 'draw', url });
  });
  drawing.delete(url);
  if (!bitmap) throw new Error('the picture could not be drawn');
  return bitmap;
}

async function fetchPicture(url: string): Promise<ImageBitmap> {
  if (new URL(url).origin !== location.origin) return drawnByPage(url);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the picture was refused: ${answer.status}`);
  const blob = await answer.blob();
  return blob.type.startsWith('image/svg') ? drawnByPage(url) : createImageBitmap(blob);
}

const looks = loadLooks();
const learner = Promise.all([openKept(), looks]).then(([kept, encoder]) => makeLearner({ kept, encoder, fetchPicture, onProgress: (done, total, skipped) => tell({ type: 'learning', done, total, skipped }) }));

/** Every frame is answered, also one that could not be read: the page sends the next one only then. */
async function look(bitmap: ImageBitmap): Promise<void> {
  const nothing: Recognition = { kind: 'none', candidates: [], score: 0 };
  try {
    const encoder = await looks;
    const frame = pixelsOf(bitmap, frameSide);
    tell({ type: 'saw', recognition: catalogue ? await recognise(frame, catalogue, encoder ? { encoder } : {}) : nothing, width: frame.width, height: frame.height });
  } catch {
    tell({ type: 'saw', recognition: nothing, width: 1, height: 1 });
  }
}

async function learn(pictures: Extract<ToWorker, { type: 'catalogue' }>['pictures']): Promise<void> {
  const learnt = await (await learner)(pictures);
  if (!learnt) return;
  catalogue = learnt;
  tell({ type: 'ready', pictures: learnt.pictures.length });
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'frame') void look(data.bitmap);
  else if (data.type === 'catalogue') void learn(data.pictures);
  else drawing.get(data.url)?.(data.bitmap);
});
