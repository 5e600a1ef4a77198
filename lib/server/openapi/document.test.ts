import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openApiDocument } from './document.ts';

/** Routes that are for machines beside the API: the document itself, and Prometheus' text. */
const outside = ['/api/openapi.json', '/api/metrics'];

function routesOnDisk(): string[] {
  const files = fs.readdirSync('app/api', { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === 'route.ts');
  return files.map((file) => `/api/${path.dirname(file)}`.replaceAll(/\[(\w+)\]/g, '{$1}'));
}

test('describes every route and every method that is there, and no other', () => {
  const document = openApiDocument();
  const described = Object.entries(document.paths ?? {}).flatMap(([at, item]) => Object.keys(item ?? {}).map((method) => `${method.toUpperCase()} ${at}`));
  const there = routesOnDisk()
    .filter((route) => !outside.includes(route))
    .flatMap((route) => {
      const source = fs.readFileSync(`app${route.replaceAll(/\{(\w+)\}/g, '[$1]')}/route.ts`, 'utf8');
      return [...source.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g)].map((match) => `${match[1]} ${route}`);
    });
  expect(described.sort()).toEqual(there.sort());
});

test('every operation has an id of its own, a summary and a body for success', () => {
  const operations = Object.values(openApiDocument().paths ?? {}).flatMap((item) => Object.values(item ?? {})) as { operationId: string; summary: string; responses: object }[];
  expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
  for (const one of operations) {
    expect(one.summary).toBeTruthy();
    expect(Object.keys(one.responses).some((status) => status.startsWith('2'))).toBe(true);
  }
});
