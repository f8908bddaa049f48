// Takes the README's screenshots (docs/tour/) from a fresh demonstration: `just tour`.
// Look at each before committing it: they are what a stranger sees first.

import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { launchBrowser, openPage } from './lib/browser.js';
import { engines } from './lib/engines.js';
import { startServer } from './lib/server.js';
import { signIn } from './lib/sign-in.js';

const folder = resolve(import.meta.dirname, '../../docs/tour');

// Each picture, whose screen it is, and how that person gets there.
const pictures = [
  { name: 'my-work', username: 'mash.decisions', go: (page, at) => page.goto(at('/')) },
  { name: 'missing-now', username: 'police.supervisor', go: (page, at) => page.goto(at('/missing')) },
  {
    // A report that somebody has begun: the name is typed, those on record are listed, what is unanswered is in view.
    name: 'new-report',
    username: 'call.handler',
    async go(page, at) {
      await page.goto(at('/reports/new'));
      await page.locator('main a[href^="/reports/"]').last().click();
      await page.getByRole('link', { name: 'Who is missing' }).click();
      await page.locator('input[name="name"]').fill('Winst');
      await page.locator('.sw-matches li').first().waitFor();
    },
  },
  {
    name: 'episode',
    username: 'police.supervisor',
    async go(page, at) {
      await page.goto(at('/missing'));
      await page.locator('main a[href^="/episodes/"]').first().click();
      await page.waitForURL(/\/episodes\//);
    },
  },
  {
    name: 'person',
    username: 'police.supervisor',
    async go(page, at) {
      await page.goto(at('/missing'));
      await page.locator('main a[href^="/episodes/"]').first().click();
      await page.waitForURL(/\/episodes\//);
      await page.locator('main a[href^="/people/"]').first().click();
      await page.waitForURL(/\/people\//);
    },
  },
];

const [browser, server] = await Promise.all([launchBrowser(), startServer(engines[0])]);
try {
  await mkdir(folder, { recursive: true });
  for (const { name, username, go } of pictures) {
    const { page, context } = await openPage(browser);
    await signIn(page, server, username);
    await go(page, (path) => server.url + path);
    await page.evaluate(() => document.fonts.ready.then(() => true));
    await page.screenshot({ path: resolve(folder, `${name}.png`), animations: 'disabled' });
    await context.close();
    console.log(`docs/tour/${name}.png, as ${username} sees it`);
  }
} finally {
  await browser.close();
  await server.stop();
}
