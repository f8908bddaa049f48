// The edges of an episode, without scripts: found dead, closed by two agencies and opened again, missing again before the
// interview. With scripts the hours walk them: hour-investigating-officer.test.js.

import assert from 'node:assert/strict';
import { historyOf, openAct, record } from './lib/case.js';
import { fillIn, sendButton } from './lib/form.js';
import { openCase } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

forEachEngine('The edges of an episode', ({ test }) => {
  test('found dead: a quiet page that says what is owed, and a mistake is taken back', { scripts: 'off' }, async ({ desks, scripts }) => {
    const supervisor = await desks.of('police.supervisor');
    const address = await openCase(supervisor, { name: `Alfred Edge-Example-${scripts}` });
    await openAct(supervisor, address, 'found_dead');
    await fillIn(supervisor, {
      place: 'Behind the depot',
      found_by: 'A driver',
      circumstances: 'In pyjamas, under the wall.',
      identity_confirmed_by: 'Not yet; his daughter this afternoon',
    });
    await sendButton(supervisor).click();
    await supervisor.waitForURL(/recorded=found_dead/);
    assert.equal(await supervisor.locator('.govuk-notification-banner').count(), 0, 'nothing is said in green');
    const owed = supervisor.locator('#death');
    assert.match(await owed.innerText(), /Until the family has been told/);
    assert.match(await owed.innerText(), /coroner was informed/);
    const page = await supervisor.locator('main').innerText();
    assert.doesNotMatch(page, /interview is still owed|Confirm the return/i);
    for (const word of ['coroner_informed', 'family_told_of_death']) {
      await supervisor.locator(`#death a[href$="/acts/${word}"]`).click();
      await fillIn(supervisor, { who: 'Sgt Holloway, at the door', note: 'Her sister stays with her.' });
      await sendButton(supervisor).click();
      await supervisor.waitForURL(new RegExp(`recorded=${word}`));
    }
    assert.doesNotMatch(await owed.innerText(), /Until the family has been told/);
    assert.match(await owed.innerText(), /Done/);
    await supervisor.locator('main a.sw-identity-name').first().click();
    assert.match(await supervisor.locator('.moj-identity-bar').innerText(), /Died/);

    await record(supervisor, address, 'death_refuted', { reason: 'Dental record: somebody else.' });
    assert.equal(await supervisor.locator('#death').count(), 0);
    assert.match(await supervisor.locator('.moj-identity-bar').innerText(), /Missing/);
  });

  test('two agencies close a case, and word of the person opens it again', { scripts: 'off' }, async ({ desks, scripts }) => {
    const supervisor = await desks.of('police.supervisor');
    const year = String(new Date().getFullYear() - 16);
    const address = await openCase(supervisor, { name: `Lucas Edge-Example-${scripts}` });
    const details = { 'birth-known': 'exact', 'birth-date-day': '3', 'birth-date-month': '4', 'birth-date-year': year };
    await record(supervisor, address, 'person_details_changed', { ...details, reason: 'His passport' });
    const manager = await desks.of('senior.manager');
    await record(manager, address, 'joint_closure_proposed', {
      assessment: 'Risk assessment of Monday',
      chronology: 'From the first report to yesterday',
      reason: 'Nothing is left that anybody could follow.',
    });
    assert.match(await manager.locator('main').innerText(), /The search goes on until the assistant director agrees/);
    assert.equal((await manager.goto(`${address}/acts/closed_jointly`)).status(), 403, 'nobody closes it alone');

    const director = await desks.of('assistant.director');
    await director.goto(address);
    await director.getByRole('link', { name: /Agree to close the case/ }).first().click();
    await fillIn(director, { seen: 'Both, with his worker', reason: 'Agreed.' });
    await sendButton(director).click();
    await director.waitForURL(/recorded=closed_jointly/);
    const said = await director.locator('#history').textContent();
    assert.match(said, /Senior police officer/);
    assert.match(said, /Social care lead/);

    await record(supervisor, address, 'sighting', {
      place: 'The market',
      what: 'With a man',
      source: 'Stallholder',
      significance: 'significant',
    });
    await supervisor.getByRole('link', { name: 'Open the case again' }).first().click();
    await fillIn(supervisor, { reason: 'Seen at the market.' });
    await sendButton(supervisor).click();
    await supervisor.waitForURL(/recorded=reopened/);
    assert.match(await supervisor.locator('.moj-identity-bar').innerText(), /Missing/);
    assert.ok((await historyOf(supervisor)).includes('Joint closure proposed'));
  });

  test('missing again before the interview: one talk for both', { scripts: 'off' }, async ({ desks, scripts }) => {
    const supervisor = await desks.of('police.supervisor');
    const first = await openCase(supervisor, { name: `Dexter Edge-Example-${scripts}` });
    await comeBack(supervisor, first);
    assert.match(await supervisor.locator('main').innerText(), /Nobody has decided what this episode means/);
    await supervisor.getByRole('button', { name: 'Missing again' }).click();
    await supervisor.waitForURL(/\/reports\//);
    const draft = supervisor.url().replace(/\/people.*/, '');
    await supervisor.goto(`${draft}/circumstances`);
    await fillIn(supervisor, { circumstances: 'Out of the window at nine.' });
    await sendButton(supervisor, 'next').click();
    await supervisor.goto(`${draft}/check`);
    await sendButton(supervisor, 'send').click();
    await supervisor.waitForURL(/\/episodes\//);
    const second = new URL(supervisor.url()).origin + new URL(supervisor.url()).pathname;
    assert.notEqual(second, first);
    assert.match(await supervisor.locator('main').innerText(), /one talk can be for both/);
    await supervisor.goto(first);
    assert.match(await supervisor.locator('main').innerText(), /This person is missing now/);
    await comeBack(supervisor, second);

    const worker = await desks.of('family.support');
    await worker.goto(second);
    await worker.locator('a[href*="/acts/iri_completed?also_for="]').first().click();
    assert.equal(await worker.locator('input[name="also_for-0"]').isChecked(), true);
    await fillIn(worker, { interviewer: 'Abigail Stroud', why: 'A quarrel', harm: 'None told of' });
    await sendButton(worker).click();
    await worker.waitForURL(/recorded=iri_completed/);
    for (const address of [first, second]) {
      await worker.goto(address);
      assert.ok((await historyOf(worker)).some((title) => /interview held|Return interview/i.test(title)), address);
      assert.doesNotMatch(await worker.locator('main').innerText(), /Return interview of .* still owed/);
    }
  });
});

async function comeBack(page, address) {
  await record(page, address, 'returned', {
    place: 'At home',
    located_by: 'PC Marsh, at the door',
    wellbeing_confirmed_by: 'PC Marsh, spoken with alone',
    condition: 'Tired, unhurt',
  });
}
