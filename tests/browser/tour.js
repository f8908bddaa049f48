// Takes the README's screenshots (docs/tour/) from a fresh demonstration: `just tour`.
// Look at each before committing it: they are what a stranger sees first.
// The walks of the six hours take theirs on the way, and are run here for it.

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { once } from 'node:events';
import { openBusiest } from './lib/board.js';
import { launchBrowser, openPage } from './lib/browser.js';
import { engines } from './lib/engines.js';
import { picture } from './lib/hour.js';
import { startServer } from './lib/server.js';
import { signIn } from './lib/sign-in.js';

process.env.SAFEWELL_TOUR = 'yes'; // for `picture`, here and in the walks

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
      await page.locator('.sw-drafts a').last().click();
      await page.getByRole('link', { name: 'Who is missing' }).click();
      await page.locator('input[name="name"]').fill('toby okonk');
      await page.locator('.sw-matches li').first().waitFor();
    },
  },
  {
    // The busiest case of the night.
    name: 'episode',
    username: 'police.supervisor',
    go: (page) => openBusiest(page),
  },
  {
    name: 'person',
    username: 'police.supervisor',
    async go(page, at) {
      await page.goto(at('/missing'));
      await page.locator('main a[href^="/episodes/"]').first().click();
      await page.waitForURL(/\/episodes\//);
      await page.locator('.sw-identity-name').click();
      await page.waitForURL(/\/people\//);
    },
  },
  {
    // A girl or boy with two records: why they may be one person, and what a merge does.
    name: 'merge',
    username: 'police.supervisor',
    async go(page, at) {
      await page.goto(at('/people/duplicates'));
      await page.getByRole('link', { name: 'Look at both and merge them' }).first().click();
      await page.getByRole('heading', { name: 'Is this one person?' }).waitFor();
    },
  },
  {
    // Somebody whom nobody can name beside somebody missing.
    name: 'match-desk',
    username: 'missing.unit',
    async go(page, at) {
      await page.goto(at('/unidentified/candidates'));
      await page.locator('main a[href*="/candidates/"]').first().click();
      await page.getByRole('heading', { name: 'Side by side' }).scrollIntoViewIfNeeded();
    },
  },
];

const [browser, server] = await Promise.all([launchBrowser(), startServer(engines[0])]);
try {
  for (const { name, username, go } of pictures) {
    const { page, context } = await openPage(browser);
    await signIn(page, server, username);
    await go(page, (path) => server.url + path);
    await picture(page, name);
    await context.close();
    console.log(`docs/tour/${name}.png, as ${username} sees it`);
  }
} finally {
  await browser.close();
  await server.stop();
}

const walks = (await readdir(import.meta.dirname)).filter((file) => /^hour-.*\.test\.js$/.test(file));
const walking = spawn(process.execPath, ['--test', '--test-concurrency=1', ...walks], { cwd: import.meta.dirname, stdio: 'inherit' });
[process.exitCode] = await once(walking, 'exit');
