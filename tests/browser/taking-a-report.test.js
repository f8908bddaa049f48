// Taking a report: what hour-call-handler.test.js does not walk, and what of it must do without scripts. An emergency typed
// into a live case within a minute, drafts that outlive a killed server and pass from one to another, what is on record
// beside each question, checks still to make, a call entered after paper.

import assert from 'node:assert/strict';
import { checkPage } from './lib/checks.js';
import { addressOf, record } from './lib/case.js';
import { fillIn, moment, sendButton, standing } from './lib/form.js';
import { openCase, sendAsSomebodyNew } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

// Four keys a second, with a little room; a step is what the eye and the hand need to go on.
const SECONDS_A_KEY = 0.2;
const SECONDS_A_STEP = 1.5;

forEachEngine('Taking a report', ({ test }) => {
  test('in an emergency a live case is open within a minute, and the questions go on', async ({ desks, server, scripts }) => {
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    let keys = 0;
    let steps = 0;
    if (scripts === 'on') {
      await page.keyboard.press('e');
      keys += 1;
    } else {
      await page.getByRole('button', { name: 'Emergency: open a case now' }).click();
      steps += 1;
    }
    await page.waitForURL(/\/report\/emergency/);
    await page.getByText('If you think they are in immediate danger').waitFor();
    await checkPage(page);

    // By Tab alone: the focus is in the first field, and the order of the fields is that of the page.
    const typed = [
      ['name', { on: 'Alfred Emergency', off: 'Winifred Hurry' }[scripts]],
      ['description', ''],
      ['age', '81'],
      ['last_seen', 'Ward 6, front door, 01:40, by a porter'],
      ['concern', 'Dementia, in pyjamas, two degrees of frost'],
    ];
    for (const [name, text] of typed) {
      assert.equal(await page.evaluate(() => document.activeElement.name), name, 'the order of typing');
      await page.keyboard.type(text);
      keys += text.length;
      if (name === 'name' && scripts === 'on') await page.locator('.sw-matches').waitFor({ state: 'attached' });
      await page.keyboard.press('Tab');
      keys += 1;
      steps += 1;
      await skipMatches(page);
    }
    assert.equal(await page.evaluate(() => document.activeElement.value), 'send', 'then the button');
    await page.keyboard.press('Enter');
    keys += 1;
    await page.waitForURL(/\/call\?opened=yes/);
    const seconds = keys * SECONDS_A_KEY + steps * SECONDS_A_STEP;
    assert.ok(seconds <= 60, `${keys} keys and ${steps} steps take ${seconds} seconds`);
    const banner = page.locator('.govuk-notification-banner');
    assert.match(await banner.innerText(), /is open/);

    // The same form goes on; what it adds is on the case with one press.
    await fillIn(page, { 'reporter-name': 'Ward sister', 'reporter-reach': '01632 960122' });
    await page.getByRole('link', { name: 'Concerns' }).click();
    await page.waitForURL(/\/concerns/);
    assert.equal((await standing(page, ['concern'])).concern, typed[4][1], 'what was typed is not asked again');
    await page.getByRole('link', { name: 'The call' }).first().click();
    await page.waitForURL(/\/call/);
    await fillIn(page, { 'reporter-name': 'Ward sister', 'reporter-reach': '01632 960122' });
    await sendButton(page, 'send').click();
    await page.waitForURL(/\/episodes\/.*recorded=report_added/);
    const report = await page.locator('#report').innerText();
    assert.match(report, /Ward sister/);
    assert.match(report, /two degrees of frost/);
    assert.match(await page.locator('.moj-identity-bar').innerText(), /81/);
  });

  test('what is not asked yet and what is still to check stand on the case', async ({ desks, server, scripts }) => {
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    await fillIn(page, { name: `Checks Example-${scripts}`, circumstances: 'Not back from football.' });
    await sendButton(page, 'next').click();
    await page.waitForURL(/\/call/);
    await page.getByRole('link', { name: 'Concerns' }).click();
    await page.waitForURL(/\/concerns/);
    await fillIn(page, { 'checks-0-made': 'made', 'checks-3-made': 'to_make', 'checks-3-note': 'Deon is not picking up' });
    await fillIn(page, { 'person-0-medication': 'Insulin', 'person-0-medication_frequency': 'At seven' });
    await checkPage(page);
    await sendAsSomebodyNew(page);
    const address = addressOf(page);
    const todo = page.locator('.sw-checks-to-make li');
    assert.match(await todo.innerText(), /Friends[\s\S]*Deon is not picking up/);
    assert.ok((await page.locator('.sw-not-asked li').count()) > 5, 'a check that is not made holds nothing up');
    const open = await page.locator('.sw-not-asked li').allInnerTexts();
    assert.equal(open.includes('Medication'), false);

    await todo.getByRole('link', { name: /Record/ }).click();
    await page.waitForURL(/report_added/);
    await fillIn(page, { 'checks-3-made': 'made', 'checks-3-note': 'Deon has not seen him since noon' });
    await sendButton(page).click();
    await page.waitForURL(/recorded=report_added/);
    assert.equal(await page.locator('.sw-checks-to-make li').count(), 0);
    assert.match(await page.locator('#report').textContent(), /not seen him since noon/);
    assert.equal(addressOf(page), address);
  });

  test('a colleague takes a report over; nobody’s words are lost, and the case says who typed it', async ({ desks, server, scripts }) => {
    const name = `Passed On-${scripts}`;
    const first = await desks.of('police.supervisor');
    await first.goto(`${server.url}/reports/new`);
    await fillIn(first, { name, circumstances: 'Left the counter.' });
    await sendButton(first, 'next').click();
    await first.waitForURL(/\/call/);

    const second = await desks.of('call.handler');
    await second.goto(`${server.url}/reports/new`);
    const row = second.locator('.sw-drafts li', { hasText: name });
    assert.match(await row.innerText(), /Begun by .* at \d\d:\d\d/);
    await checkPage(second);
    await row.getByRole('button', { name: /Take it over/ }).click();
    await second.waitForURL(/\/check/);
    assert.match(await second.locator('main').innerText(), /taken over by/);

    // Whoever typed before goes on typing, and is told.
    const words = 'She said on the way out that he had rung her.';
    if (scripts === 'on') {
      await first.locator('[name="reporter-reach"]').pressSequentially('01632 960155');
      await first.locator('#report-saved', { hasText: /Taken over by .* at \d\d:\d\d: your last words are kept here/ }).waitFor();
    }
    await fillIn(first, { 'reporter-name': words });
    await sendButton(first, 'next').click();
    await first.getByText('Tell your colleague, or take the report back').waitFor();
    assert.equal((await standing(first, ['reporter-name']))['reporter-name'], words, 'the last words stand there');
    await checkPage(first);

    await sendAsSomebodyNew(second);
    const history = await second.locator('#history').textContent();
    assert.match(history, /Begun by/);
    assert.match(history, /Taken over by/);

    // Another agency never sees what the room types.
    const home = await desks.of('rowan.house');
    await home.goto(`${server.url}/reports/new`);
    assert.equal(await home.locator('.sw-drafts li', { hasText: 'Example' }).count(), 0);
  });

  test('the server is killed while somebody types: all that it had called saved is there again', { scripts: 'on', killsServer: true }, async ({ desks, server }) => {
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    const name = 'Killed Server-Example';
    await page.locator('[name="name"]').pressSequentially(name);
    await savedWords(page);
    await page.locator('[name="circumstances"]').pressSequentially('Her bed was empty at two.');
    await savedWords(page, 'two');
    await server.crash();
    // Nothing answers: what is typed stays on this computer, and the page says since when.
    await page.locator('[name="circumstances"]').pressSequentially(' The window was open.');
    await page.locator('#report-saved', { hasText: /Not saved since \d\d:\d\d:\d\d/ }).waitFor();
    await server.restart();
    await page.locator('#report-saved', { hasText: /^Saved \d\d:\d\d:\d\d/ }).waitFor();

    const other = await page.context().newPage();
    await other.goto(`${server.url}/reports/new`);
    await other.locator('.sw-drafts').getByRole('link', { name }).click();
    assert.match(await other.locator('main').innerText(), /Her bed was empty at two\. The window was open\./);
    await other.close();
    await server.crash();
    await server.restart();
    await sendAsSomebodyNew(page);
    assert.match(await page.locator('#report').innerText(), /The window was open/);
  });

  test('two calls at once: one waits where it stopped while the other is taken', { scripts: 'off' }, async ({ desks, server, scripts }) => {
    const page = await desks.of('call.handler');
    for (const name of [`First Call-${scripts}`, `Second Call-${scripts}`]) {
      await page.goto(`${server.url}/reports/new`);
      await fillIn(page, { name });
      await sendButton(page, 'next').click();
      await page.waitForURL(/\/call/);
      await page.getByRole('link', { name: /Another call has come in/ }).click();
      await page.waitForURL(/\/reports\/new/);
    }
    for (const name of [`First Call-${scripts}`, `Second Call-${scripts}`]) {
      assert.equal(await page.locator('.sw-drafts').getByRole('link', { name }).count(), 1, name);
    }
  });

  test('what is on record stands beside the questions, with who recorded it', { scripts: 'off' }, async ({ desks, server, scripts }) => {
    const name = `Recorded Before-${scripts}`;
    const supervisor = await desks.of('police.supervisor');
    const before = await openCase(supervisor, { name });
    await record(supervisor, before, 'person_details_changed', { medication: 'Insulin, four times a day', reason: 'Mother' });
    await record(supervisor, before, 'returned', {
      place: 'At home',
      located_by: 'PC Tom Aldridge',
      wellbeing_confirmed_by: 'PC Tom Aldridge, who spoke with him',
      condition: 'Well',
    });
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    await fillIn(page, { name, circumstances: 'Gone again.' });
    if (scripts === 'off') {
      await sendButton(page, 'next').click();
      await page.getByRole('link', { name: 'Who is missing' }).click();
      await page.getByRole('button', { name: 'Search the records' }).click();
    }
    await page.getByRole('button', { name: `Take this record ${name}` }).click();
    await page.waitForURL(/\/people/);
    await page.getByRole('link', { name: 'Concerns' }).click();
    await page.waitForURL(/\/concerns/);
    assert.match(await page.locator('main').innerText(), /On record: Insulin, four times a day \(recorded .* by .*\)/);
    const asked = await page.locator('.sw-unanswered li').allInnerTexts();
    assert.equal(asked.map((each) => each.trim()).includes('Medication'), false, 'what is on record is not asked');
  });

  test('a call that was taken on paper counts from the call', async ({ desks, server, scripts }) => {
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    await fillIn(page, { name: `Paper Example-${scripts}`, circumstances: 'Written on the sheet.' });
    await sendButton(page, 'next').click();
    await page.waitForURL(/\/call/);
    const called = new Date(Date.now() - 2 * 3_600_000);
    await fillIn(page, { taken_by: 'Bethan, on paper', ...moment('reported_at', called) });
    await sendButton(page, 'next').click();
    await page.waitForURL(/\/people/);
    await sendAsSomebodyNew(page);
    assert.match(await page.locator('#history').textContent(), /Bethan, on paper/);
    assert.match(await page.locator('#history').innerText(), /Entered/);
    const duty = page.locator('[id^="duty-northamptonshire-initial_risk_assessment-"]');
    assert.match(await duty.innerText(), /overdue/i);
  });

  test('what is too long is refused with its limit, and kept', async ({ desks, server, scripts }) => {
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    await fillIn(page, { name: `Long Example-${scripts}`, circumstances: 'x'.repeat(20_001) });
    await sendButton(page, 'send').click();
    await page.locator('.govuk-error-summary').waitFor();
    assert.match(await page.locator('.govuk-error-summary').innerText(), /at most 20,?000 characters/);
    assert.equal((await standing(page, ['circumstances'])).circumstances.length, 20_001);
  });
});

// The line that says when it was saved, once it says so.
async function savedWords(page, after) {
  await page.waitForResponse((answer) => answer.url().includes('autosave') && answer.ok() && (!after || decodeURIComponent(answer.request().postData() ?? '').includes(after)));
  await page.locator('#report-saved', { hasText: /^Saved \d\d:\d\d:\d\d/ }).waitFor();
}

// Buttons of people found stand between two fields; whoever types on passes them.
async function skipMatches(page) {
  while (await page.evaluate(() => Boolean(document.activeElement.closest('.sw-matches')))) await page.keyboard.press('Tab');
}
