// What is at hand for people who look at these pages all night: the keyboard, and lists that keep themselves current.

import assert from 'node:assert/strict';
import { openBusiest } from './lib/board.js';
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

  test('two keys lead to each part of the service, and one to the search and a new report', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    const places = [['g', 'b', '/missing'], ['g', 'w', '/'], ['g', 'h', '/handover'], ['g', 'p', '/people']];
    await page.goto(`${server.url}/people`);
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    for (const [first, second, path] of places) {
      await page.keyboard.press(first);
      await page.keyboard.press(second);
      await page.waitForURL((url) => url.pathname === path);
    }
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
    await page.goto(`${server.url}/missing`);
    await page.keyboard.press('n');
    await page.waitForURL(/\/reports\//);
  });

  test('the busiest case says at a glance what it asks for; a key leads to each part; paper has every fold open', async ({ desks, scripts }) => {
    const page = await desks.of('police.supervisor');
    const [width, height] = [1280, 800];
    await page.setViewportSize({ width, height });
    await openBusiest(page);
    const bottom = async (part) => { const { y, height: high } = await page.locator(part).boundingBox(); return y + high; };
    for (const part of ['.moj-identity-bar', '#holding', '.sw-glance', '.sw-contents']) {
      assert.ok((await bottom(part)) <= height, `${part} stands in the first screen`);
    }
    const glance = await page.locator('.sw-glance').innerText();
    for (const words of [/\d overdue\n.* overdue · /, /Next\n/, /\d messages? waits? for an answer/, /Latest information\n/]) assert.match(glance, words);
    assert.match(await page.locator('.moj-identity-bar').innerText(), /High risk since/);
    const long = await bottom('.sw-footer');
    assert.ok(long < 3500, `the page is ${long} pixels long`);
    // Nothing that is overdue or unanswered is folded away.
    const folds = page.locator('#case details:not([open])', { hasNotText: 'In the high-risk list above' });
    assert.equal(await folds.locator('.sw-duty--overdue, .sw-task--overdue, form[action="/messages/acknowledge"]').count(), 0);

    const folded = page.locator('#duties details', { hasText: 'Due later' }).locator('.sw-duty').first();
    assert.equal(await folded.isVisible(), false);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await folded.isVisible(), true);
    await page.emulateMedia({ media: 'screen' });

    if (scripts === 'off') return;
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    for (const [key, part] of [['m', '#messages'], ['w', '#report'], ['h', '#history'], ['d', '#duties']]) {
      await page.keyboard.press(key);
      await page.waitForURL((url) => url.hash === part);
      const { y } = await page.locator(`${part} h2`).boundingBox();
      assert.ok(y >= 0 && y < height, `${key} leads to ${part}: ${y}`);
    }
    await page.keyboard.press('p');
    await page.waitForURL(/\/moments$/);
  });

  test('the page of keys says what the key for help says', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/keys`);
    const listed = await page.locator('main kbd').allInnerTexts();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await page.getByRole('dialog').locator('dt').allInnerTexts(), listed);
  });

  test('a filter is kept under a name, opens the board, is reached by its keys, and is forgotten', async ({ desks, server, scripts }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing?everyone=yes&held=nobody&sort=time`);
    await page.locator('summary', { hasText: 'Keep this filter' }).click();
    await page.getByLabel('Name for it').fill('Nobody has these');
    await page.getByLabel('Open the board with it').check();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.locator('.sw-kept-filters a', { hasText: 'Nobody has these' }).waitFor();
    await page.goto(`${server.url}/missing`);
    assert.match(page.url(), /held=nobody&sort=time/);
    await page.goto(`${server.url}/missing?everyone=yes`);
    if (scripts === 'on') {
      await page.keyboard.press('f');
      await page.keyboard.press('1');
    } else {
      await page.locator('.sw-kept-filters a').first().click();
    }
    await page.waitForURL(/held=nobody/);
    const other = await desks.of('response.officer');
    await other.goto(`${server.url}/missing`);
    assert.equal(await other.locator('.sw-kept-filters').count(), 0, 'a filter is its owner’s');
    await page.locator('summary', { hasText: 'Keep this filter' }).click();
    await page.getByRole('button', { name: 'Forget Nobody has these' }).click();
    await page.waitForURL(/everyone=yes/);
    assert.equal(await page.locator('.sw-kept-filters').count(), 0);
  });

  test('under the pointer a row says what is new where it stands, and what would move waits', { scripts: 'on' }, async ({ desks, server }) => {
    const other = await desks.of('response.officer');
    const [one, two] = ['Still Example', 'Moving Example'];
    const still = await openCase(await desks.of('call.handler'), { name: one });
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing?everyone=yes&sort=name`);
    await markPage(page);
    const rows = () => page.locator('.sw-board tbody tr').evaluateAll((all) => all.map((row) => row.id));
    const before = await rows();
    const hovered = page.locator('.sw-board tbody tr').first();
    await hovered.scrollIntoViewIfNeeded();
    await hovered.hover();
    const at = async () => Math.round((await hovered.boundingBox()).y);
    const top = await at();

    await record(other, still, 'officer_deployed', { officer: 'PC Marsh', place: 'The station' });
    await page.locator('.sw-board tr', { hasText: one }).filter({ hasText: 'PC Marsh' }).waitFor();
    assert.equal(await page.locator('button.sw-changes').count(), 0, 'nothing waits');
    assert.deepEqual(await rows(), before);
    assert.equal(await at(), top, 'the row under the pointer stays where it is');

    await openCase(await desks.of('call.handler'), { name: two });
    const button = page.locator('button.sw-changes');
    await button.waitFor();
    assert.match(await button.innerText(), /New: .*Moving Example.*1 change – show/);
    assert.deepEqual(await rows(), before, 'no row came');
    assert.equal(await at(), top);
    await button.click();
    await page.locator('.sw-board tr', { hasText: two }).waitFor();
    assert.equal(await isSamePage(page), true);
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
