// A home at night, on a telephone with one bar of signal: late, missing, back, each within a minute of signing in. The rest of
// the hour is walked in hour-home-manager.test.js; here what of it must do without scripts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPage } from './lib/browser.js';
import { checkPage } from './lib/checks.js';
import { signIn } from './lib/sign-in.js';
import { onFirstEngine } from './lib/suite.js';

const PHOTOGRAPH = join(import.meta.dirname, '../../crates/testkit/tests/app/portrait-with-gps.jpg');

// One bar: what a telephone has in a corridor.
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000 / 8, uploadThroughput: 20_000 / 8 };
const WITHIN_MS = 60_000;

onFirstEngine('A home at night', ({ test }) => {
  test('late, missing and back are three touches and less than a minute from signing in', { endsWithin: 400_000 },
    async ({ browser, server, scripts }) => {
      for (const [button, fill, send, state] of [
        ['Late', { '#expected': '22:30', '#note': 'Telephone is off' }, 'Save as late', /Late/],
        ['Missing', { '#last_seen': 'Kitchen, 22:00', '#concern': 'No coat, frost' }, 'Report missing', /Missing/],
        ['Back', {}, 'Save as back', /Back, not yet seen by police/],
      ]) {
        const { page, context } = await openPage(browser, { scripts, width: 360, height: 740 });
        page.setDefaultTimeout(WITHIN_MS);
        const wire = await context.newCDPSession(page);
        await wire.send('Network.emulateNetworkConditions', SLOW);
        const began = Date.now();
        await signIn(page, server, 'rowan.house');
        assert.match(page.url(), /\/home$/);
        const child = await chosen(page, button);
        await page.locator(`#${child} .sw-child__button`, { hasText: button }).click();
        for (const [field, text] of Object.entries(fill)) await page.locator(field).fill(text);
        await page.getByRole('button', { name: send }).click();
        await page.waitForURL(/\/home\?recorded=/);
        assert.ok(Date.now() - began < WITHIN_MS, `${button}: ${Date.now() - began} ms`);
        assert.match(await page.locator(`#${child}`).innerText(), state);
        await context.close();
      }
    });

  test('what did not arrive is said at the head of the home until it is sent or discarded', { scripts: 'on' }, async ({ browser, server }) => {
    const { page, context } = await openPage(browser, { width: 320, height: 640 });
    await signIn(page, server, 'rowan.house');
    const home = page.url();
    const child = await chosen(page, 'Missing');
    const name = await page.locator(`#${child}-name`).innerText();
    await page.locator(`#${child} .sw-child__button`, { hasText: 'Missing' }).click();
    await page.locator('#last_seen').fill('Back door, 23:10');
    await page.locator('#concern').fill('No coat');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Report missing' }).click();
    const numbers = page.locator('.sw-not-sent a[href^="tel:"]');
    await numbers.first().waitFor();
    assert.deepEqual(await numbers.evaluateAll((all) => all.map((each) => each.getAttribute('href'))),
      await page.locator('nav.sw-numbers a').evaluateAll((all) => all.map((each) => each.getAttribute('href'))));
    assert.ok((await numbers.first().boundingBox()).height >= 44);
    await page.close(); // the telephone drops it

    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(home);
    const said = again.getByText(`Report for ${name} NOT sent: Missing.`);
    await said.waitFor();
    assert.ok((await said.boundingBox()).y < (await again.locator('header').boundingBox()).y, 'above all but the numbers');
    await checkPage(again);
    await again.getByRole('link', { name: 'Send it now' }).click();
    await again.waitForURL(/recorded=reported/);
    await said.waitFor({ state: 'hidden' });
    const episode = await again.locator(`#${child} a[href^="/episodes/"]`).first().getAttribute('href');
    await again.goto(new URL(episode, home).href);
    assert.match(await again.locator('main').textContent(), /Back door, 23:10/);

    await again.goto(home);
    await said.waitFor({ state: 'hidden' });
    await again.locator(`#${child} .sw-child__button`, { hasText: 'Back' }).click();
    await again.locator('#place').fill('At the station');
    again.once('dialog', (dialog) => dialog.accept());
    await again.goto(home);
    const unsaid = again.getByText(`Report for ${name} NOT sent: Back.`);
    await unsaid.waitFor();
    await again.getByRole('link', { name: 'Send it now' }).click();
    await again.waitForURL(/\/back#send/);
    assert.equal(await again.locator('#place').inputValue(), 'At the station', 'what was never pressed is shown first');
    again.once('dialog', (dialog) => dialog.accept());
    await again.goto(home);
    await again.getByRole('button', { name: 'Discard it' }).click();
    await unsaid.waitFor({ state: 'hidden' });
    await again.reload();
    assert.equal(await unsaid.isVisible(), false);
    await context.close();
  });

  test('the numbers to ring are the first thing, and nothing lies beyond the edge at 320 pixels', { scripts: 'off' }, async ({ browser, server, scripts }) => {
    const { page, context } = await openPage(browser, { scripts, width: 320, height: 640 });
    await signIn(page, server, 'rowan.house');
    const first = page.locator('a[href^="tel:"]').first();
    assert.equal(await first.getAttribute('href'), 'tel:999');
    assert.ok((await first.boundingBox()).y < 60);
    await checkPage(page);
    await context.close();
  });

  test('a photograph forgets where it was taken and says how old it is', { scripts: 'off' }, async ({ desks, server }) => {
    const page = await desks.of('rowan.house');
    await page.locator('.sw-child').last().getByRole('link', { name: /Add a photograph/ }).click();
    await page.locator('#photograph').setInputFiles(PHOTOGRAPH);
    await page.locator('#taken-month').fill('7');
    await page.locator('#taken-year').fill('2024');
    await page.locator('#source').fill('Taken at the home');
    await page.getByRole('button', { name: 'Add the photograph' }).click();
    await page.waitForURL(/recorded=photograph_added/);
    const shown = page.locator('img.sw-likeness--head');
    assert.match(await shown.getAttribute('alt'), /Taken in July 2024, \d+ (years|months) ago/);
    const address = (await shown.getAttribute('src')).replace('/thumbnail', '');
    const answer = await page.request.get(`${server.url}${address}`);
    const bytes = await answer.body();
    assert.ok((await readFile(PHOTOGRAPH)).includes('GPS-52.2405N'));
    assert.ok(!bytes.includes('GPS') && !bytes.includes('Exif'));
    assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
  });
});

// A child for whom the button is offered; for one who is back, the one who was reported before.
async function chosen(page, button) {
  const children = page.locator('.sw-child', { has: page.locator('.sw-child__button', { hasText: button }) });
  const fresh = button === 'Back' ? children.first() : children.last();
  return fresh.getAttribute('id');
}
