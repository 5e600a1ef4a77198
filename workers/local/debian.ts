import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { Fault } from './fault.ts';
import { isRoot } from './nobody.ts';
import { onPath, run } from './process.ts';

const POLICY = '/usr/sbin/policy-rc.d'; // Debian asks it before a package starts its service; 101 means no
const INSTALL_ENV = { DEBIAN_FRONTEND: 'noninteractive' };

/** True when we are root on a machine with apt-get, so that we may install a package ourselves. */
export function canInstall(): boolean {
  return isRoot() && existsSync('/etc/debian_version') && onPath(['apt-get']) !== undefined;
}

/** Installs a Debian package without letting it start a service. Fault with apt's last line when that fails. */
export async function installDebian(name: string, log: (line: string) => void): Promise<void> {
  log(`installing Debian's ${name} (apt-get, once)`);
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const options = { env: { ...process.env, ...INSTALL_ENV } };
    await run('apt-get', ['update', '-q'], options); // may fail for one source of many; the install decides
    const ran = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], options);
    if (ran.code !== 0) throw new Fault(`apt-get could not install ${name}: ${ran.output.split('\n').at(-1) ?? ''}`);
  } finally {
    if (ours) rmSync(POLICY, { force: true });
  }
}
