import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { isRoot, reachableByNobody } from './nobody.ts';
import { SHARED_HOME } from './postgres-binaries.ts';

/**
 * The folder of the cluster. The rule: `<dataDir>/postgres`; but as root, when `nobody` cannot walk down to
 * `dataDir`, `/var/lib/claimcast/<hash of dataDir>-<random>/postgres`, and `<dataDir>/postgres` is a link to it.
 * The random part keeps a data folder that was removed and made again from meeting its old cluster.
 */
export function clusterHome(dataDir: string): string {
  const usual = path.join(dataDir, 'postgres');
  if (lstatSync(usual, { throwIfNoEntry: false })?.isSymbolicLink()) return readlinkSync(usual);
  if (existsSync(usual) || !isRoot() || reachableByNobody(dataDir)) return usual;
  const hash = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12);
  const home = path.join(SHARED_HOME, `${hash}-${randomBytes(3).toString('hex')}`);
  mkdirSync(home, { recursive: true });
  chmodSync(SHARED_HOME, 0o755);
  chmodSync(home, 0o755);
  const cluster = path.join(home, 'postgres');
  symlinkSync(cluster, usual);
  return cluster;
}
