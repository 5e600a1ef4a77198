/**
 * One-dimensional arrays between JavaScript and Postgres, for the types that our tables and queries have. postgres.js can
 * ask the database for them itself, but (3.4.9, fetchArrayTypes) nobody hears that question fail when a fresh connection
 * breaks: an unhandled rejection, which ends the process.
 */
type Item = string | number | null | undefined;
interface ArrayType {
  to: number;
  from: number[];
  serialize: (values: readonly Item[] | string) => string;
  parse: (text: string) => unknown[];
}

/** `{a,"b \"c\"",NULL}` as its elements. */
function elementsOf(text: string): (string | null)[] {
  const elements: (string | null)[] = [];
  for (const [, quoted, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs)) {
    if (quoted !== undefined) elements.push(quoted.replace(/\\(.)/gs, '$1'));
    else elements.push(plain === 'NULL' ? null : (plain ?? ''));
  }
  return elements;
}

function serialize(values: readonly Item[] | string): string {
  if (typeof values === 'string') return values;
  const quoted = values.map((value) => (value === null || value === undefined ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`));
  return `{${quoted.join(',')}}`;
}

function arrayOf(oid: number, element: (text: string) => unknown): ArrayType {
  return { to: oid, from: [oid], serialize, parse: (text) => elementsOf(text).map((one) => (one === null ? null : element(one))) };
}

/** By the oid of the array type, from pg_type. */
export const arrayTypes = {
  int2s: arrayOf(1005, Number),
  int4s: arrayOf(1007, Number),
  texts: arrayOf(1009, String),
  int8s: arrayOf(1016, Number),
  float8s: arrayOf(1022, Number),
  uuids: arrayOf(2951, String),
};
