// What is at hand for people who look at these pages all night: the keyboard, and lists that keep themselves current.

import assert from 'node:assert/strict';
import { record } from './lib/case.js';
import { openCase } from './lib/report.js';
import { onFirstEngine } from './lib/suite.js';

onFirstEngine('At hand', ({ test }) => {
  test('the board is walked by keys', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing`);
    const rows = await page.locator('.sw-board tbody tr').evaluateAll((all) => all.map((row) => row.id));
    assert.ok(rows.length >= 5, `a board with people on it: ${rows.length}`);
    const reached = () => page.locator('.sw-row-reached').evaluateAll((all) => all.map((row) => row.id));
    await page.keyboard.press('j');
    assert.deepEqual(await reached(), [rows[0]]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    assert.deepEqual(await reached(), [rows[1]]);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/episodes\//);
    assert.ok(page.url().includes(rows[1].replace('episode-', '')), `the row that was reached is opened: ${page.url()}`);
  });

  test('keys do nothing while somebody types', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/people`);
    await page.locator('input[name="q"]').fill('');
    await page.locator('input[name="q"]').pressSequentially('jkj?');
    assert.equal(await page.locator('input[name="q"]').inputValue(), 'jkj?');
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  test('the first key leads past the header', async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(new URL(page.url()).hash, '#main-content');
  });

  test('somebody else’s entry appears in a case that is open', { scripts: 'on' }, async ({ desks }) => {
    const page = await desks.of('police.supervisor');
    const address = await openCase(page, { name: 'Live Example' });
    await leaveTheLists(page);
    await markPage(page);
    const other = await desks.of('response.officer');
    const what = 'Her bank card was used at the station at 16:40.';
    await record(other, address, 'information_received', { what, source: 'The bank', significance: 'significant' });
    await page.locator('#history', { hasText: what }).waitFor();
    assert.equal(await isSamePage(page), true, 'without loading the page anew');
  });

  test('a new case appears on the board; under the pointer nothing moves until it is asked for', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing?sort=time`);
    await leaveTheLists(page);
    await markPage(page);
    const other = await desks.of('call.handler');
    await openCase(other, { name: 'Aaliyah Board-Example' });
    await page.locator('.sw-board', { hasText: 'Aaliyah Board-Example' }).waitFor();

    await page.locator('.sw-board tbody tr').first().hover();
    await openCase(other, { name: 'Bartholomew Board-Example' });
    await page.getByRole('button', { name: /changes? – show/ }).waitFor();
    assert.equal(await page.locator('.sw-board', { hasText: 'Bartholomew Board-Example' }).count(), 0);
    await page.getByRole('button', { name: /changes? – show/ }).click();
    await page.locator('.sw-board', { hasText: 'Bartholomew Board-Example' }).waitFor();
    assert.equal(await isSamePage(page), true);
  });
});

// The pointer rests where no list is.
async function leaveTheLists(page) {
  await page.mouse.move(2, 2);
}

const markPage = (page) => page.evaluate(() => (globalThis.sameAsBefore = true));
const isSamePage = (page) => page.evaluate(() => globalThis.sameAsBefore === true);
