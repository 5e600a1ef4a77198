import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Fault, systemCode } from './fault.ts';

/** Secrets of this data folder: made once, mode 0600, never printed. */
export const Keys = z.object({
  postgresPassword: z.string().min(16),
  redisPassword: z.string().min(16),
  publishableKey: z.string().startsWith('sb_publishable_'),
  secretKey: z.string().startsWith('sb_secret_'),
  jwtSecret: z.string().min(32),
});
export type Keys = z.infer<typeof Keys>;

/** Ports used last time; a restart takes them again while they are free. */
export const Ports = z.object({ postgres: z.number().int(), redis: z.number().int(), gateway: z.number().int() }).partial();
export type Ports = z.infer<typeof Ports>;

/** The keys of `dataDir`, made on the first call. Safe to call twice. Fault when the file is damaged. */
export function loadKeys(dataDir: string): Keys {
  const file = path.join(dataDir, 'keys.json');
  const kept = readJson(file, Keys);
  if (kept) return kept;
  const fresh: Keys = {
    postgresPassword: secret(24),
    redisPassword: secret(24),
    publishableKey: `sb_publishable_${secret(18)}`,
    secretKey: `sb_secret_${secret(24)}`,
    jwtSecret: secret(48),
  };
  writeJson(file, fresh);
  return fresh;
}

export function loadPorts(dataDir: string): Ports {
  return readJson(path.join(dataDir, 'ports.json'), Ports) ?? {};
}

/** Adds to the ports remembered so far. */
export function savePorts(dataDir: string, ports: Ports): void {
  writeJson(path.join(dataDir, 'ports.json'), { ...loadPorts(dataDir), ...ports });
}

/** Parsed content of a JSON file; undefined when there is no such file; Fault when it does not fit `shape`. */
export function readJson<T>(file: string, shape: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw new Fault(`${file} is damaged: restore it from a backup, or remove the data folder to begin anew`, { cause: error });
  }
}

/** Writes whole or not at all, readable by the owner only. */
export function writeJson(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
