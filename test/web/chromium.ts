import { existsSync } from 'node:fs';

/** Debian's package; `.ci/run` installs it. */
export const CHROMIUM = '/usr/bin/chromium';

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether the browser is here; says so where it is not. */
export function isChromiumInstalled(): boolean {
  const isInstalled = existsSync(CHROMIUM);
  if (!isInstalled) console.warn(`Skipped: the browser tests need ${CHROMIUM} (apt-get install chromium), which is not here.`);
  return isInstalled;
}
