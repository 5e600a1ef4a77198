import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hashSources, isBuilt } from './build.ts';
import { makeTestFolder } from './test-setup.ts';

const root = makeTestFolder();
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test('a build is good while the sources are what it was made from', () => {
  write('app/(dashboard)/[id]/page.tsx', 'one');
  write('lib/core/money.ts', 'money');
  expect(isBuilt(root)).toBe(false);
  write('.next/BUILD_ID', 'x');
  write('.next/claimcast-build', hashSources(root));
  expect(isBuilt(root)).toBe(true);

  write('lib/core/money.test.ts', 'a test');
  write('workers/web.ts', 'not part of the build');
  expect(isBuilt(root)).toBe(true);

  write('app/(dashboard)/[id]/page.tsx', 'two');
  expect(isBuilt(root)).toBe(false);
  write('app/(dashboard)/[id]/page.tsx', 'one');
  expect(isBuilt(root)).toBe(true);
  write('public/icon.svg', '<svg/>');
  expect(isBuilt(root)).toBe(false);
});
