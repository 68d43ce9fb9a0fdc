/** Debian's Firefox for tests, by WebDriver BiDi: Playwright drives none but a build of its own. */
import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
/** In CI a missing browser is a failure, not a reason to skip. */
export const skippedFirefox = !existsSync(executablePath) && !process.env.CI;
if (skippedFirefox) console.warn(`Skipped: no Firefox at ${executablePath} (set FIREFOX_PATH).`);

/** What would reach out of this machine, or change the page by what the machine is. */
const extraPrefsFirefox = {
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.server': '',
};

export function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
}
