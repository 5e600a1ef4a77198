/**
 * Puts text that is still on its way on the clipboard. Browsers allow it only in the press itself: so the promise is handed over where they
 * take one. False when the clipboard is shut; rejects when the text could not be had.
 */
export async function copyLater(text: Promise<string>): Promise<boolean> {
  if (navigator.clipboard && 'write' in navigator.clipboard && typeof ClipboardItem === 'function') {
    const item = new ClipboardItem({ 'text/plain': text.then((value) => new Blob([value], { type: 'text/plain' })) });
    const done = await navigator.clipboard.write([item]).then(() => true, () => false);
    if (done) return true;
  }
  const value = await text;
  if (navigator.clipboard) return navigator.clipboard.writeText(value).then(() => true, () => false);
  return copyBySelection(value);
}

/** On a page without https, where browsers keep the clipboard shut. */
function copyBySelection(value: string): boolean {
  const field = document.createElement('textarea');
  field.value = value;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
