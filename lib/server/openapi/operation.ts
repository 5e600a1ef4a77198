import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { errorTable, type ErrorCode } from '#lib/core/errors.ts';
import { ErrorBody } from '#lib/server/http.ts';

interface Operation {
  tag: string;
  summary: string;
  description?: string;
  query?: z.ZodObject;
  path?: z.ZodObject;
  header?: z.ZodObject;
  body?: z.ZodType;
  /** Multipart instead of JSON, or beside it. */
  form?: z.ZodType;
  /** Status and body of success. */
  answer: readonly [status: 200 | 201, body: z.ZodType];
  errors: readonly ErrorCode[];
  /** Sessions only; otherwise keys (and loopback, on the embedded default) too. */
  people?: boolean;
  /** Nobody has to say who they are. */
  open?: boolean;
}

const said: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'No key, no session, or a revoked one',
  403: 'Not for this caller',
  404: 'Nothing here',
  409: 'Not possible as things are, such as sold out',
  413: 'Too large',
  415: 'Not this kind of body',
  422: 'Not the right shape: `issues` names each place',
  429: 'Too many requests: Retry-After says when',
  503: 'Not reachable or too far behind: send it again when Retry-After says; a comment does not count twice',
};

/** One operation of the document, from the same zod schemas that the route checks with. */
export function operation(id: string, spec: Operation): ZodOpenApiOperationObject {
  const statuses = new Set(spec.errors.map((code) => errorTable[code].status));
  const failures = Object.fromEntries(
    [...statuses].sort((a, b) => a - b).map((status) => [String(status), { description: said[status] ?? 'Failed', content: { 'application/json': { schema: ErrorBody } } }]),
  );
  const body = { ...(spec.body ? { 'application/json': { schema: spec.body } } : {}), ...(spec.form ? { 'multipart/form-data': { schema: spec.form } } : {}) };
  return {
    operationId: id,
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.description ? { description: spec.description } : {}),
    requestParams: { ...(spec.query ? { query: spec.query } : {}), ...(spec.path ? { path: spec.path } : {}), ...(spec.header ? { header: spec.header } : {}) },
    ...(spec.body || spec.form ? { requestBody: { required: true, content: body } } : {}),
    responses: { [String(spec.answer[0])]: { description: 'Done', content: { 'application/json': { schema: spec.answer[1] } } }, ...failures },
    security: spec.open ? [] : spec.people ? [{ session: [] }] : [{ key: [] }, { session: [] }],
  };
}
