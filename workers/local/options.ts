import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Fault } from './fault.ts';

export type LocalOptions = {
  /** Processes that are not started. */
  without: ReadonlySet<Part>;
  port: number;
  host: string;
  /** No demo seller. */
  empty: boolean;
  dev: boolean;
  /** Absolute path. */
  dataDir: string;
  help: boolean;
};
export type Part = (typeof PARTS)[number];

const PARTS = ['web', 'pipeline'] as const;
const Port = z.coerce.number().int().min(1).max(65_535);

export const USAGE = `npm start -- [options]

  --port=3000            port of the dashboard and the API
  --host=127.0.0.1       address to listen on; 0.0.0.0 lets others in (comments then need a key)
  --without=pipeline     leave out a process: ${PARTS.join(', ')} (repeatable, or a comma list)
  --empty                no demo seller
  --dev                  hot reload (npm run dev)
  --data=.data           data folder
  --help                 this text`;

/**
 * Reads the command line; PORT, HOST and DATA_DIR of the environment are the defaults (empty: not set). `home` is the project's folder,
 * where `.data` lies. Fault: an unknown flag, or a value that does not fit.
 */
export function readOptions(args: string[], env: Record<string, string | undefined>, home: string): LocalOptions {
  const given = parse(args);
  const port = Port.safeParse(given.port ?? (env['PORT'] || '3000'));
  if (!port.success) throw new Fault(`--port=${given.port ?? env['PORT']} is not a port (1 to 65535)`);
  const dataDir = given.data ?? env['DATA_DIR'];
  return {
    without: new Set((given.without ?? []).flatMap((list) => list.split(',')).map(toPart)),
    port: port.data,
    host: given.host ?? (env['HOST'] || '127.0.0.1'),
    empty: given.empty ?? false,
    dev: given.dev ?? false,
    dataDir: dataDir ? path.resolve(dataDir) : path.join(home, '.data'),
    help: given.help ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' }, host: { type: 'string' }, without: { type: 'string', multiple: true }, empty: { type: 'boolean' },
        dev: { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/[.'"]? To specify|\. /)[0] : String(error);
    throw new Fault(`${reason}. See npm start -- --help`, { cause: error });
  }
}

function toPart(name: string): Part {
  const part = PARTS.find((one) => one === name);
  if (!part) throw new Fault(`--without=${name}: it may be ${PARTS.join(' or ')}`);
  return part;
}
