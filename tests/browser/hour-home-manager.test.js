// Hour 6 of docs/guides/hours.md: the home manager, from 01:10 to 02:10, moved to now. A telephone, one hand, 320 pixels.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPage } from './lib/browser.js';
import { checkAccessibility, checkPage } from './lib/checks.js';
import { fillIn, sendButton } from './lib/form.js';
import { anHour, closedOffices, dutiesOf, entriesOf, ledgerOf, minutesBetween, picture, programOf } from './lib/hour.js';
import { dexter } from './lib/night.js';
import { signIn } from './lib/sign-in.js';

const PHOTOGRAPH = join(import.meta.dirname, '../../crates/testkit/tests/app/portrait-with-gps.jpg');
const FIRST_PAGE_BYTES = 60 * 1024;

anHour('The home manager', 'an hour of the night', async ({ desks, browser, server }) => {
  const stage = await dexter(server);
  const { page, context, faults } = await openPage(browser, { width: 320, height: 640 });
  const child = await firstSight(page, context, server, stage);
  await late(page, child);
  const waiting = await missingWithoutSignal(page, context, child);
  const episode = await theSignalIsBack(page, context, child, waiting);
  await acknowledged(await programOf(server, 'police.supervisor2'), episode);
  await theNumber(page, child);
  await theNightWorkerPressesToo(page, browser, server, child, waiting.stale);
  await aPhotographOfToday(page, server, child);
  const other = await inTheGarden(page, child);
  await back(page, child);
  await seenByPolice(page, await desks.of('response.officer2'), server, child, episode);
  await afterwards(server, { stage, episode, other, pressed: waiting.pressed });
  assert.deepEqual(faults.filter((fault) => !/INTERNET_DISCONNECTED/.test(fault)), []);
  await context.close();
}, closedOffices());

const buttonOf = (page, child, words) => page.locator(`#${child} .sw-child__button`, { hasText: words });

// 01:10: what a telephone gets, and what it shows first.
async function firstSight(page, context, server, { person }) {
  let bytes = 0;
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${server.url}/sign-in`);
  assert.ok(bytes < FIRST_PAGE_BYTES, `the first page is ${bytes} bytes`);
  await signIn(page, server, 'rowan.house');
  assert.match(page.url(), /\/home$/);
  const numbers = page.locator('a[href^="tel:"]');
  assert.deepEqual(await numbers.evaluateAll((all) => all.map((each) => each.getAttribute('href'))), ['tel:999', 'tel:101', 'tel:01632960121']);
  assert.ok((await numbers.first().boundingBox()).y < 60, 'above all else');
  await touchTargetsAreLargeEnough(page);
  await checkPage(page);
  const child = `child-${person}`;
  await page.locator(`#${child}`, { hasText: 'Dexter Amoah' }).waitFor();
  return child;
}

async function touchTargetsAreLargeEnough(page) {
  const small = await page.locator('main :is(a.sw-child__button, button), nav.sw-numbers a').evaluateAll((all) =>
    all.filter((each) => each.checkVisibility())
      .map((each) => [each.textContent.trim(), each.getBoundingClientRect(), parseFloat(getComputedStyle(each).fontSize)])
      .filter(([, box, text]) => box.height < 44 || box.width < 44 || text < 16)
      .map(([words, box, text]) => `${words}: ${box.width}×${box.height}, ${text}`));
  assert.deepEqual(small, []);
}

// 01:11, and the telephone sleeps in the pocket.
async function late(page, child) {
  await buttonOf(page, child, 'Late').click();
  await page.getByText('Not a police matter yet').waitFor();
  await checkPage(page);
  await page.getByLabel('Bedroom, house and garden').check();
  await page.getByLabel('Rang the child’s telephone').check();
  await page.locator('#note').fill('Due back at eleven.');
  await page.reload();
  await page.getByRole('button', { name: 'Put it back' }).click();
  assert.ok(await page.getByLabel('Rang the child’s telephone').isChecked(), 'ticks and all');
  assert.equal(await page.locator('#note').inputValue(), 'Due back at eleven.');
  await page.getByRole('button', { name: 'Save as late' }).click();
  await page.waitForURL(/recorded=late_noted/);
  assert.match(await page.locator(`#${child}`).innerText(), /Late/);
  assert.match(await page.locator('.govuk-notification-banner').innerText(), /Police have not been told/);
}

// 01:26 and 01:27: three answers, one button, and no signal. In the office the night worker has the same page open.
async function missingWithoutSignal(page, context, child) {
  await buttonOf(page, child, 'Missing').click();
  await page.getByText('ring 101').first().waitFor();
  await checkPage(page);
  const stale = page.url();
  await fillIn(page, { last_seen: 'Hall, about six, going out', clothing: 'Grey hoodie, black jeans', concern: 'Two degrees of frost, and no answer' });
  await context.setOffline(true);
  const pressed = new Date();
  await page.getByRole('button', { name: 'Report missing' }).click();
  const said = page.getByText(/^Not sent yet: no connection at \d\d:\d\d\..*ring 101 now/);
  await said.waitFor();
  await checkAccessibility(page);
  await said.scrollIntoViewIfNeeded();
  await picture(page, 'home-no-signal');
  assert.equal(await page.locator('#concern').inputValue(), 'Two degrees of frost, and no answer');
  return { pressed, stale };
}

// 01:31: sent once.
async function theSignalIsBack(page, context, child) {
  await context.setOffline(false);
  await page.waitForURL(/recorded=reported/);
  const told = await page.locator(`#${child}`).innerText();
  assert.match(told, /Missing[\s\S]*No police log number yet/);
  const address = await page.locator(`#${child} a[href^="/episodes/"]`).first().getAttribute('href');
  return address.split('/')[2];
}

// 01:33
async function acknowledged(sergeant, episode) {
  const { items } = await sergeant.get('/messages');
  const message = items.find((each) => each.episode.episode === episode && each.cause.about === 'news');
  await sergeant.record(`episodes/${episode}`, 'message_acknowledged', { of: message.entry });
}

// 01:36
async function theNumber(page, child) {
  await page.reload();
  await buttonOf(page, child, 'Police log number').click();
  await page.locator('[name="number"]').fill('0136');
  await page.getByRole('button', { name: 'Save the number' }).click();
  await page.waitForURL(/recorded=log_number_recorded/);
  const told = page.locator(`#${child}`);
  assert.match(await told.innerText(), /Police log number 0136/);
  await told.locator('summary', { hasText: 'What to do next' }).click();
  assert.match(await told.innerText(), /Sgt Imran Sheikh at the police has known since \d\d:\d\d/);
  await told.scrollIntoViewIfNeeded();
  await checkPage(page);
  await picture(page, 'home-missing');
}

// 01:40: from a page that was opened before.
async function theNightWorkerPressesToo(page, browser, server, child, stale) {
  const night = await openPage(browser, { width: 320, height: 640 });
  await signIn(night.page, server, 'rowan.house');
  await night.page.goto(stale);
  await night.page.waitForURL(/\/home$/);
  assert.equal(await buttonOf(night.page, child, 'Missing').count(), 0, 'nothing to press');
  assert.match(await night.page.locator(`#${child}`).innerText(), /Police log number 0136/);
  await night.context.close();
}

// 01:45
async function aPhotographOfToday(page, server, child) {
  await page.locator(`#${child}`).getByRole('link', { name: /Add a photograph/ }).click();
  await page.locator('#photograph').setInputFiles(PHOTOGRAPH);
  await page.locator('#taken-month').fill('7');
  await page.locator('#taken-year').fill('2024');
  await page.locator('#source').fill('Taken at the home');
  await checkPage(page);
  await page.getByRole('button', { name: 'Add the photograph' }).click();
  await page.waitForURL(/recorded=photograph_added/);
  const shown = page.locator('img.sw-likeness--head');
  assert.match(await shown.getAttribute('alt'), /Taken in July 2024, \d+ (years|months) ago/);
  const answer = await page.request.get(server.url + (await shown.getAttribute('src')).replace('/thumbnail', ''));
  const bytes = await answer.body();
  assert.ok((await readFile(PHOTOGRAPH)).includes('GPS-52.2405N'));
  assert.ok(!bytes.includes('GPS') && !bytes.includes('Exif'), 'it forgets where it was taken');
  await page.goto(`${server.url}/home`);
}

// 01:58: a second child, not in bed, found within a minute.
async function inTheGarden(page, child) {
  const began = Date.now();
  const here = page.locator('.sw-child', { has: page.locator('.sw-child__button', { hasText: 'Late' }) });
  const other = await here.last().getAttribute('id');
  assert.notEqual(other, child);
  await buttonOf(page, other, 'Late').click();
  await page.locator('#note').fill('Not in bed.');
  await page.getByRole('button', { name: 'Save as late' }).click();
  await page.waitForURL(/recorded=late_noted/);
  await buttonOf(page, other, 'Back').click();
  await page.getByRole('button', { name: 'Save as back' }).click();
  await page.waitForURL(/recorded=late_ended/);
  assert.ok(Date.now() - began < 60_000);
  return other.replace('child-', '');
}

// 02:04
async function back(page, child) {
  await buttonOf(page, child, 'Back').click();
  for (const words of ['Food and warmth first', 'Listen; do not question', 'tells of a crime: ring the police at once', 'Until then the child counts as missing']) {
    await page.getByText(words).waitFor();
  }
  await checkPage(page);
  await page.getByRole('button', { name: 'Save as back' }).click();
  await page.waitForURL(/recorded=return_reported/);
  assert.match(await page.locator(`#${child}`).innerText(), /Back, not yet seen by police/);
}

// 02:08: PC Iqbal sees him, and confirms it. The page turns by itself.
async function seenByPolice(page, officer, server, child, episode) {
  await page.mouse.move(1, 1);
  await page.evaluate(() => (globalThis.sameAsBefore = true));
  await officer.goto(`${server.url}/episodes/${episode}/acts/returned`);
  await fillIn(officer, {
    place: 'Rowan House',
    located_by: 'PC Hannah Iqbal, at the door',
    wellbeing_confirmed_by: 'PC Hannah Iqbal, who spoke with him',
    condition: 'Well, cold',
  });
  await sendButton(officer).click();
  await officer.waitForURL(/recorded=returned/);
  const told = page.locator(`#${child}`, { hasText: /Back and seen by police/ });
  await told.waitFor();
  assert.ok(await page.evaluate(() => globalThis.sameAsBefore === true), 'without loading the page anew');
  await told.locator('summary', { hasText: 'What to do next' }).click();
  assert.match(await told.innerText(), /One talk may serve several times missing/);
}

async function afterwards(server, { stage, episode, other, pressed }) {
  const police = await programOf(server, 'police.supervisor');
  const owed = await dutiesOf(police, episode);
  const before = await dutiesOf(police, stage.before);
  for (const [duty, hours] of [['prevention_interview', 24], ['independent_return_interview', 72], ['incident_form_review', 72]]) {
    assert.equal(owed[duty].state, 'open', duty);
    assert.equal(Math.round(minutesBetween(owed[duty].trigger_at, owed[duty].due_at)), 60 * hours, duty);
  }
  const [verified] = Object.values(owed).filter(({ duty }) => duty === 'verify_return');
  assert.equal(verified.state, 'met');
  assert.equal(before.prevention_interview.state, 'open', 'the talk of the time before is still owed');

  const ledger = await ledgerOf(police, episode);
  const [reported] = entriesOf(ledger, 'reported');
  assert.ok(Math.abs(new Date(reported.happened_at) - pressed) < 5_000, 'it happened when the button was pressed');
  assert.ok(new Date(reported.recorded_at) > new Date(reported.happened_at), 'and was recorded when there was signal');
  assert.equal(entriesOf(ledger, 'reported').length, 1);
  assert.deepEqual(entriesOf(ledger, 'log_number_recorded').length, 1);
  assert.equal(entriesOf(ledger, 'return_reported')[0].by.name, 'Shanice Duffy');
  assert.equal(entriesOf(ledger, 'returned')[0].by.name, 'PC Hannah Iqbal');
  const { episodes } = await police.get(`/people/${stage.person}`);
  assert.equal(episodes.length, 2, 'two times missing, and no third');
  const garden = await police.get(`/people/${other}/timeline?limit=5`);
  const words = garden.items.map((each) => each.word);
  assert.ok(words.includes('late_noted') && words.includes('late_ended'), `the night’s list has it: ${words}`);
}
