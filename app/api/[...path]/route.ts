import { AppError } from '#lib/core/errors.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, requestIdOf } from '#lib/server/http.ts';

/** Programs are told in the API's own shape that there is no such route, not with a page. */
function nothingHere(request: Request): Response {
  const failure = failureOf(new AppError('not_found', 'There is no such route. /api/openapi.json lists them.'), requestIdOf(request.headers.get('x-request-id')), webCtx().log);
  return Response.json(failure.body, { status: failure.status, headers: failure.headers });
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
