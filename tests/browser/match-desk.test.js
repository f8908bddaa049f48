// The missing persons unit in the morning: what waits is gone through by keyboard, a woman is excluded by her dental chart,
// another is said to be the patient, and an officer, as second reviewer, confirms it. Only then does the case say what to do.

import assert from 'node:assert/strict';
import { record } from './lib/case.js';
import { checkPage } from './lib/checks.js';
import { fillIn, moment } from './lib/form.js';
import { openCase } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

// Others with each setting: a report of somebody whose name is nearly on record would be asked about.
const NAMES = { on: ['Petra Heronsgate', 'Olga Cranfield'], off: ['Wilma Tealby', 'Ingrid Storkmans'] };
const DESK = '/unidentified/candidates';
const FEATURES = { stature_from_cm: '171', hair: 'red', eyes: 'green', marks_listing: 'complete' };

const main = (page) => page.locator('main');
const decide = (page, words) => main(page).getByRole('link', { name: words, exact: true });

// Somebody missing who looks like this; answers the address of the case and of the person.
async function missing(page, name, mark) {
  const address = await openCase(page, { name });
  await page.goto(address);
  const link = main(page).locator('a[href^="/people/"]').first();
  const person = new URL(await link.evaluate((link) => link.href)).pathname;
  const origin = new URL(address).origin;
  await record(page, `${origin}${person}`, 'features_recorded', { ...FEATURES, marks: mark, source: 'Her sister' });
  return { address, person };
}

// A woman in hospital who cannot say who she is; answers the address of her record.
async function found(page, server, where, mark) {
  await page.goto(`${server.url}/unidentified/new`);
  await fillIn(page, { kind: 'living_person', ...moment('found_at', new Date()), found_where: where, sex: 'female', ...FEATURES, marks: mark, dental: 'held' });
  await main(page).getByRole('button', { name: 'Record', exact: true }).click();
  await page.waitForURL(/recorded=unidentified_recorded/);
  return new URL(page.url()).pathname;
}

// Goes on to the check, and records it there.
async function decideSo(page, button) {
  await main(page).getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Check before it is recorded' }).waitFor();
  await checkPage(page);
  assert.equal(await page.locator('.sw-kept').count(), 0, 'what stands on the check is not offered as lost');
  await main(page).getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/recorded=/);
}

forEachEngine('The desk of who an unidentified person could be', ({ test }) => {
  test('one is excluded, another identified by two', async ({ desks, server, scripts }) => {
    const unit = await desks.of('missing.unit');
    const sergeant = await desks.of('police.supervisor');
    const mark = `Tattoo of a heron ${scripts}, left shoulder`;
    const hers = await missing(sergeant, NAMES[scripts][0], mark);
    const other = await missing(sergeant, NAMES[scripts][1], 'Scar, right knee');
    const patient = await found(unit, server, `Bus shelter ${scripts}`, mark);
    const pairOf = (person) => `${server.url}${patient}/candidates/${person.split('/')[2]}`;

    // The queue leads to pairs; with scripts j, k and Enter walk it.
    await unit.goto(`${server.url}/people`);
    await main(unit).getByRole('link', { name: 'Who they could be' }).click();
    await unit.waitForURL(`**${DESK}`);
    await checkPage(unit);
    await unit.goto(pairOf(other.person));
    await checkPage(unit);
    assert.match(await main(unit).innerText(), /Side by side/);
    assert.match(await main(unit).innerText(), /beside everybody else/);

    // A key opens the form of a decision, and decides nothing.
    if (scripts === 'on') await unit.keyboard.press('x');
    else await decide(unit, 'Exclude').click();
    await unit.waitForURL(/acts\/candidate_excluded/);
    await main(unit).getByRole('button', { name: 'Continue' }).click();
    await unit.locator('.govuk-error-summary').waitFor();
    await checkPage(unit);
    await fillIn(unit, { how: 'dental', note: 'Dental charts compared: three fillings that she never had' });
    await decideSo(unit, 'Exclude');
    assert.match(await main(unit).innerText(), /Excluded/);
    assert.match(await main(unit).innerText(), /three fillings that she never had/);

    await unit.goto(pairOf(hers.person));
    if (scripts === 'on') await unit.keyboard.press('i');
    else await decide(unit, 'Say that it is them').click();
    await unit.waitForURL(/acts\/identity_proposed/);
    await fillIn(unit, { how: 'visual', note: 'Her sister came to the ward and knew her' });
    await decideSo(unit, 'Say that it is them');
    assert.match(await main(unit).innerText(), /A colleague has to look at it/);
    assert.equal(await decide(unit, 'Confirm that it is them').count(), 0, 'nobody confirms alone');

    // The second reviewer is led there from the case and by what waits for them.
    const officer = await desks.of('investigating.officer');
    await officer.goto(hers.address);
    await main(officer).getByRole('link', { name: /Look at both side by side/ }).first().click();
    await officer.goto(`${server.url}${DESK}?showing=mine`);
    await checkPage(officer);
    await officer.locator(`main a[href="${new URL(pairOf(hers.person)).pathname}"]`).first().click();
    await officer.getByRole('heading', { name: 'Could they be one person?' }).waitFor();
    await decide(officer, 'Confirm that it is them').waitFor();
    if (scripts === 'on') await officer.keyboard.press('c');
    else await decide(officer, 'Confirm that it is them').click();
    await officer.waitForURL(/acts\/identity_confirmed/);
    assert.match(await main(officer).innerText(), /Her sister came to the ward/);
    await fillIn(officer, { note: 'Spoke to the sister, and saw the tattoo on both' });
    await decideSo(officer, 'Confirm that it is them');
    await checkPage(officer);

    // What follows: the search goes on until it is recorded on the case, and the form begins with what is known.
    await main(officer).getByRole('link', { name: 'Record on the case that they were found' }).click();
    assert.match(await officer.locator('main [name="place"]').inputValue(), /Bus shelter/);

    // Whoever does not decide is told nothing of it.
    const handler = await desks.of('call.handler');
    assert.ok([403, 404].includes((await handler.goto(`${server.url}${DESK}`)).status()));
    assert.equal((await handler.goto(pairOf(hers.person))).status(), 404);
    const worker = await desks.of('social.worker');
    await worker.goto(hers.address);
    assert.doesNotMatch(await worker.locator('body').innerText(), /could be them/);
  });
});
