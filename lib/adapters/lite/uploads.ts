const MAX_JSON_BYTES = 1_000_000;
const MAX_UPLOAD_BYTES = 12_000_000;

/** 413 for a body that says it is larger than its route allows, 411 for one that does not say; else undefined. */
export function refuseBody(request: Request, url: URL): Response | undefined {
  const limit = url.pathname.startsWith('/storage/v1/') ? MAX_UPLOAD_BYTES : MAX_JSON_BYTES;
  if (request.headers.has('transfer-encoding')) return refuse(411, 'Length Required', 'send the body with its length');
  if (Number(request.headers.get('content-length') ?? 0) <= limit) return undefined;
  return refuse(413, 'Payload too large', `a body of at most ${limit} bytes is accepted`);
}

function refuse(status: number, error: string, message: string): Response {
  return Response.json({ statusCode: String(status), error, message }, { status });
}

/** supabase-js sends files from a browser as a form. */
export function isMultipartUpload(request: Request, url: URL): boolean {
  const type = request.headers.get('content-type') ?? '';
  return url.pathname.startsWith('/storage/v1/object') && type.startsWith('multipart/form-data');
}

/** The same upload as a raw body, the only form Lite reads. A form without a file is passed on empty. */
export async function asRawUpload(request: Request): Promise<Request> {
  const form = await request.formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('content-type', file?.type || 'application/octet-stream');
  const cacheSeconds = form.get('cacheControl');
  if (typeof cacheSeconds === 'string' && cacheSeconds) headers.set('cache-control', `max-age=${cacheSeconds}`);
  return new Request(request.url, { method: request.method, headers, body: file ? await file.arrayBuffer() : null });
}
