/** Long side of a drawn SVG, pixels. */
const longSide = 800;

/** Draws a picture in the page, for the worker. Null when it cannot be had, or another origin does not let it be read. */
export async function drawPicture(url: string): Promise<ImageBitmap | null> {
  const image = new Image();
  if (new URL(url, location.href).origin !== location.origin) image.crossOrigin = 'anonymous';
  image.src = url;
  try {
    await image.decode();
    const wide = image.naturalWidth || longSide;
    const high = image.naturalHeight || longSide;
    const scale = longSide / Math.max(wide, high);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(wide * scale));
    canvas.height = Math.max(1, Math.round(high * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await createImageBitmap(canvas);
  } catch {
    return null;
  }
}
