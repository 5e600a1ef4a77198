import type { PostgresConnection } from '@supabase/lite/postgres';

/**
 * Mends json and jsonb arguments of functions. Lite sends them as `$1::jsonb` with the value already written as JSON text,
 * which postgres.js writes as JSON once more, so that SQL sees a string. Two steps: a text argument is quoted first (Lite
 * leaves text alone), and the parameter is then sent as text, which Postgres parses.
 */
export function mendJsonArguments(connection: PostgresConnection): void {
  const plainAst = connection.onPostgrestAST.bind(connection);
  connection.onPostgrestAST = async (ast) => {
    const { functions = [] } = await connection.introspect({ useCache: true });
    const overloads = functions.filter((fn) => fn.name === ast.function && fn.schema === (ast.schema ?? 'public'));
    if (!isNamed(ast.args)) return plainAst(ast);
    const quoted = Object.entries(ast.args).map(([name, value]) => {
      const isJson = overloads.some((fn) => /^jsonb?$/.test(fn.arg_types[fn.arg_names.indexOf(name)] ?? ''));
      return [name, isJson && typeof value === 'string' ? JSON.stringify(value) : value];
    });
    return plainAst({ ...ast, args: Object.fromEntries(quoted) });
  };

  const plainReserve = connection.driver.reserve.bind(connection.driver);
  connection.driver.reserve = async () => {
    const reserved = await plainReserve();
    const plainUnsafe = reserved.unsafe.bind(reserved);
    reserved.unsafe = (text, parameters, options) => plainUnsafe(textToJson(text, parameters ?? []), parameters, options);
    return reserved;
  };
}

/** `$n::jsonb` as `$n::text::jsonb` where the parameter is a string. */
export function textToJson(text: string, parameters: readonly unknown[]): string {
  return text.replace(/\$(\d+)::(jsonb?)\b/g, (whole, n: string, type: string) =>
    typeof parameters[Number(n) - 1] === 'string' ? `$${n}::text::${type}` : whole);
}

function isNamed(args: object | undefined): args is Record<string, unknown> {
  return args !== undefined && !Array.isArray(args);
}
