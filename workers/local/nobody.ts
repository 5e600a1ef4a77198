import { statSync } from 'node:fs';
import path from 'node:path';

/** The user that Postgres runs as when we are root: it refuses to run as root, and every Unix has `nobody`. */
export const NOBODY = 65534;

/** True when this process is root, so that Postgres must be handed to `nobody`. Never on Windows. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Spawn options that drop root; nothing for everybody else. */
export function asPostgresUser(): { uid?: number; gid?: number } {
  return isRoot() ? { uid: NOBODY, gid: NOBODY } : {};
}

/** True when `nobody` may walk down to `folder`: it and every folder above it are open to others. The folder must exist. */
export function reachableByNobody(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid } = statSync(at);
    const open = uid === NOBODY ? mode & 0o100 : mode & 0o001;
    if (!open) return false;
    if (at === path.dirname(at)) return true;
  }
}
