import { AppError } from '#lib/core/errors.ts';
import { readBytes } from './http.ts';

/** Whether the request's body is a form with files. */
export function isForm(request: Request): boolean {
  return (request.headers.get('content-type') ?? '').startsWith('multipart/form-data');
}

/** A multipart request of at most `maxBytes`. Throws `too_large`, or `bad_request` when it is not whole. */
export async function readForm(request: Request, maxBytes: number): Promise<FormData> {
  const body = await readBytes(request, maxBytes);
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers.get('content-type') ?? '' } }).formData();
  } catch (cause) {
    throw new AppError('bad_request', 'The form is not whole.', { cause });
  }
}

/** The `file` of a multipart request and its other fields. Throws `too_large`, `unsupported` or `invalid`. */
export async function readFile(request: Request, maxBytes: number): Promise<{ bytes: Buffer; fields: Record<string, string> }> {
  if (!isForm(request)) throw new AppError('unsupported', 'Send multipart/form-data with a field "file".');
  const form = await readForm(request, maxBytes + 100_000);
  const file = form.get('file');
  if (!(file instanceof Blob)) throw new AppError('invalid', 'The field "file" is missing.', { issues: [{ path: 'file', message: 'required' }] });
  if (file.size > maxBytes) throw new AppError('too_large', `The file may have at most ${maxBytes} bytes.`);
  const fields: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value;
  return { bytes: Buffer.from(await file.arrayBuffer()), fields };
}
