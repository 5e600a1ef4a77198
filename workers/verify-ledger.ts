import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { verifyFile } from '#lib/ledger/verify-file.ts';

/**
 * `npx node workers/verify-ledger.ts FILE`: checks a ledger that was exported as JSON lines, without a database. `--part` for one show's
 * entries. Exit code 0 when every entry fits, 1 when one does not.
 */
const { values, positionals } = parseArgs({ options: { part: { type: 'boolean', default: false } }, allowPositionals: true });
const [file] = positionals;
if (!file) {
  console.error('Say which file: npx node workers/verify-ledger.ts FILE [--part]');
  process.exit(2);
}
const { entries, problem, lastHash } = await verifyFile(createInterface({ input: createReadStream(file), crlfDelay: Infinity }), values);
if (problem) {
  console.error(`${problem}.`);
  process.exitCode = 1;
} else {
  console.log(`${entries} entries, and all of them fit. Last hash: ${lastHash ?? 'none'}`);
}
