import { canInstall, installDebian } from './debian.ts';
import { Fault } from './fault.ts';
import { isExecutable, onPath } from './process.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * A Chromium for the end-to-end tests: PATH, then the one that Playwright downloaded, then Debian's package when we are
 * root. Returns the program's path. Fault with the way to get one.
 */
export async function findChromium(log: (line: string) => void): Promise<string> {
  const found = onPath(NAMES) ?? (await playwrightsOwn());
  if (found) return found;
  if (canInstall()) {
    await installDebian('chromium', log);
    const installed = onPath(NAMES);
    if (installed) return installed;
  }
  throw new Fault('no Chromium for the end-to-end tests: install it (Debian: sudo apt install chromium) or run npx playwright install chromium');
}

async function playwrightsOwn(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return isExecutable(file) ? file : undefined;
}
