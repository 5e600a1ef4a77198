import { openApiDocument } from '#lib/server/openapi/document.ts';

/** The API described, for people (/docs/api) and programs. */
export function GET(): Response {
  return Response.json(openApiDocument(), { headers: { 'cache-control': 'public, max-age=300' } });
}
