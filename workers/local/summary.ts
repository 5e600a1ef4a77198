import os from 'node:os';
import { styleText } from 'node:util';
import type { LocalOptions } from './options.ts';

export type Demo = { email: string; password: string; streamer: string };

/** What a person needs to know once everything is up: where to go, who to be, who may send comments, how to stop. */
export function summary(options: LocalOptions, demo: Demo | undefined, tookMs: number): string {
  const bold = (text: string) => styleText('bold', text);
  const rows: [string, string][] = options.without.has('web') ? [] : [['Open', addresses(options).map((url) => styleText(['bold', 'cyan'], url)).join('  ')]];
  if (demo) rows.push(['Demo seller', `${bold(demo.email)}  ${bold(demo.password)}  (${demo.streamer})`]);
  rows.push(['Comments', isLoopback(options.host) ? 'POST /comments needs no key from this machine' : 'POST /comments needs a key: others can reach this address']);
  rows.push(['Data', options.dataDir], ['Stop', 'Ctrl-C']);
  const lines = rows.map(([name, text]) => `  ${styleText('dim', name.padEnd(12))} ${text}`);
  return ['', `  ${bold('Claimcast')} is up ${styleText('dim', `in ${(tookMs / 1000).toFixed(1)} s`)}`, '', ...lines, ''].join('\n');
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** The addresses to open: this machine's name for itself, and on 0.0.0.0 each address that others see. */
function addresses({ host, port }: LocalOptions): string[] {
  if (isLoopback(host)) return [`http://localhost:${port}`];
  if (host !== '0.0.0.0' && host !== '::') return [`http://${host}:${port}`];
  const outer = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []).filter((one) => one.family === 'IPv4' && !one.internal);
  return ['localhost', ...outer.map((one) => one.address)].map((name) => `http://${name}:${port}`);
}
