import { Fault } from './fault.ts';

// initdb and the server give no codes at start, only text (LC_ALL=C keeps it English): this table is the one place that reads it.
const KNOWN: [RegExp, (cluster: string) => string][] = [
  [/No space left on device|could not resize shared memory|disk quota exceeded/i, (cluster) => `the disk is full: Postgres needs about 100 MB free below ${cluster}`],
  [/Address already in use|could not create any TCP\/IP sockets/i, () => 'its port was taken while it started: start again'],
  [/Permission denied|has wrong ownership|invalid permissions/i, (cluster) => `no permission on ${cluster}: it must belong to the user that starts Claimcast (as root: to nobody), mode 0700`],
  [/incompatible with server|not compatible with this version/i, (cluster) => `${cluster} was made by another Postgres version: dump it with that version, or remove the data folder`],
];

/** Turns the text of a failed initdb or server start into one plain line. */
export function postgresFault(what: string, cluster: string, output: string): Fault {
  const known = KNOWN.find(([pattern]) => pattern.test(output));
  if (known) return new Fault(`Postgres: ${what}: ${known[1](cluster)}`);
  const lines = output.split('\n').filter((line) => /error|fatal|panic|could not/i.test(line));
  return new Fault(`Postgres: ${what}: ${(lines.at(-1) ?? output.split('\n').at(-1) ?? 'no reason given').trim()}`);
}
