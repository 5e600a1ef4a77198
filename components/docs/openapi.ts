import { z } from 'zod';

/** The part of JSON Schema that the reader shows. */
export interface Schema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  example?: unknown;
  examples?: unknown[] | undefined;
  default?: unknown;
  const?: unknown;
  enum?: unknown[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  maxItems?: number | undefined;
}
const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    examples: z.array(z.unknown()).optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
  }),
);

const Content = z.record(z.string(), z.looseObject({ schema: Schema.optional() }));
const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: Schema.optional(),
});
const Operation = z.looseObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).default(['Other']),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  parameters: z.array(Parameter).default([]),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().optional(), content: Content.optional() })).default({}),
});

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PathItem = z.looseObject(Object.fromEntries(methods.map((method) => [method, Operation.optional()])));

export const OpenApi = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  tags: z.array(z.looseObject({ name: z.string(), description: z.string().optional() })).default([]),
  paths: z.record(z.string(), PathItem),
  components: z.looseObject({ schemas: z.record(z.string(), Schema).default({}) }).default({ schemas: {} }),
});
export type OpenApi = z.infer<typeof OpenApi>;
export type Content = z.infer<typeof Content>;

export interface Endpoint extends z.infer<typeof Operation> {
  /** Stable, and fit for an address: post-api-comments. */
  id: string;
  method: string;
  path: string;
}

/** Every operation, by tag, tags in the document's own order. */
export function endpointsByTag(doc: OpenApi): Map<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>(doc.tags.map(({ name }) => [name, []]));
  for (const [path, item] of Object.entries(doc.paths)) {
    for (const method of methods) {
      const operation = Operation.safeParse(item[method]);
      if (!operation.success) continue;
      const tag = operation.data.tags[0] ?? 'Other';
      const id = `${method}${path}`.replaceAll(/[^a-z0-9]+/gi, '-').replace(/-$/, '');
      groups.set(tag, [...(groups.get(tag) ?? []), { ...operation.data, id, method: method.toUpperCase(), path }]);
    }
  }
  return new Map([...groups].filter(([, list]) => list.length > 0));
}

/** Follows a $ref, and merges allOf. */
export function resolve(schema: Schema, doc: OpenApi): Schema {
  if (schema.$ref) return resolve(doc.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, doc);
  if (!schema.allOf) return schema;
  const parts = schema.allOf.map((part) => resolve(part, doc));
  return { ...Object.assign({}, ...parts, schema), properties: Object.assign({}, ...parts.map((part) => part.properties)), allOf: undefined };
}

/** "string, 1 to 255 characters", "CommentRow[]", "buy | question". */
export function typeWords(schema: Schema, doc: OpenApi): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => typeWords(choice, doc)).join(' or ');
  if (schema.items) return `list of ${typeWords(schema.items, doc)}`;
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  return [schema.format ? `${type} (${schema.format})` : type, boundsWords(schema)].filter(Boolean).join(', ');
}

function boundsWords({ minLength, maxLength, minimum, maximum }: Schema): string {
  if (maxLength !== undefined) return minLength ? `${minLength} to ${maxLength} characters` : `up to ${maxLength} characters`;
  const [low, high] = [minimum ?? -Infinity, maximum ?? Infinity].map((n) => (Math.abs(n) >= Number.MAX_SAFE_INTEGER ? null : n));
  if (low != null && high != null) return `${low} to ${high}`;
  return low != null ? `${low} or more` : high != null ? `up to ${high}` : '';
}

/** A value that fits the schema: its own example where it has one. */
export function exampleOf(schema: Schema, doc: OpenApi, depth = 0): unknown {
  const s = resolve(schema, doc);
  const given = s.example ?? s.examples?.[0] ?? s.default ?? s.const ?? s.enum?.[0];
  if (given !== undefined || depth > 5) return given ?? null;
  const choice = s.anyOf?.[0] ?? s.oneOf?.[0];
  if (choice) return exampleOf(choice, doc, depth + 1);
  if (s.properties) {
    const wanted = Object.entries(s.properties).filter(([name, part]) => s.required?.includes(name) || part.example !== undefined);
    return Object.fromEntries(wanted.map(([name, part]) => [name, exampleOf(part, doc, depth + 1)]));
  }
  if (s.items) return [exampleOf(s.items, doc, depth + 1)];
  const type = [s.type].flat()[0];
  if (type === 'string') return s.format === 'uuid' ? '00000000-0000-4000-8000-000000000000' : s.format === 'date-time' ? '2026-11-21T20:00:00Z' : 'text';
  return type === 'boolean' ? false : type === 'integer' || type === 'number' ? (s.minimum ?? 1) : null;
}
