// Hour 2 of docs/guides/hours.md: the control-room sergeant, from 02:50 to 03:50, moved to now. A screen of 1280 pixels, read
// while she talks.

import assert from 'node:assert/strict';
import { openAct, record } from './lib/case.js';
import { checkPage } from './lib/checks.js';
import { fillIn, happenedAt, sendButton } from './lib/form.js';
import {
  anHour, closedOffices, dutiesOf, entriesOf, hoursAgo, ledgerOf, minutesAgo, minutesBetween, picture, programOf, waitingIn,
} from './lib/hour.js';
import { answer, press } from './lib/keyboard.js';
import { bornYearsAgo } from './lib/night.js';

const OFFERED = 9;

anHour('The control-room sergeant', 'an hour of the night', async ({ desks, server }) => {
  const stage = await setTheStage(server);
  const page = await desks.of('police.supervisor');
  await acceptEightAndDeclineOne(page, server, stage);
  await takeWhatNobodyHolds(page, server, stage);
  const pym = await pymOpens(page, desks, server);
  await gradeHim(page, pym);
  await theManagerIsSilent(page, server, pym);
  await reviewKayleigh(page, server, stage);
  await theNetworkDrops(page, server, stage);
  await reviewTheInvestigation(page, server, pym);
  await referToTheNationalUnit(page, server, stage);
  await theDutyTeamDisagrees(page, server, stage);
  await afterwards(server, { stage, pym });
}, closedOffices());

// What was there at 02:50: nine cases that Sgt Sheikh holds and offers, one that nobody holds, the Marsdens, Teresa Quill.
async function setTheStage(server) {
  const [handler, sheikh, officer, me] = await Promise.all(
    ['call.handler', 'police.supervisor2', 'response.officer', 'police.supervisor'].map((name) => programOf(server, name)),
  );
  const { account } = await me.get('/me');
  const report = async (details, { minutes = 90, ...more } = {}) => {
    const { episodes } = await handler.report({
      reported_at: minutesAgo(minutes).toISOString(),
      missing_since: minutesAgo(minutes + 60).toISOString(),
      report: { circumstances: 'Did not come home.', last_seen: 'At home, by family.' },
      people: [{ details, ...more }],
    });
    return episodes[0];
  };
  const offered = [];
  for (let number = 1; number <= OFFERED; number += 1) {
    const episode = await report({ name: `Night Example ${number}`, birth: bornYearsAgo(30 + number) });
    await sheikh.record(`episodes/${episode}`, 'case_taken', {});
    await sheikh.record(`episodes/${episode}`, 'handover_offered', { to: `police_supervisor:${account}` });
    offered.push(episode);
  }
  const nobodys = await report({ name: 'Nobody Example', birth: bornYearsAgo(40) });
  const kayleigh = await report(
    { name: 'Kayleigh Marsden', birth: bornYearsAgo(15), medication: 'Insulin, four times a day', effect_of_missing_medication: 'Coma within a day' },
    { minutes: 20, markers: [{ marker: 'essential_medication', source: 'Foster carer', note: 'Insulin' }] },
  );
  const joel = await report({ name: 'Joel Marsden', birth: bornYearsAgo(11) }, { minutes: 20 });
  for (const child of [kayleigh, joel]) {
    await officer.record(`episodes/${child}`, 'risk_assessed', { by: 'officer', grade: 'medium', reasons: 'By telephone, from the carer.' });
  }
  const quill = await report({ name: 'Teresa Quill', birth: bornYearsAgo(34) }, { minutes: 71 * 60 + 30 });
  await officer.record(`episodes/${quill}`, 'risk_assessed', { by: 'officer', grade: 'low', reasons: 'Left her flat before, and rang.', happened_at: hoursAgo(71).toISOString() });
  return { offered, nobodys, kayleigh, joel, quill };
}

// 02:50
async function acceptEightAndDeclineOne(page, server, { offered }) {
  await page.goto(`${server.url}/handover`);
  const briefings = page.locator('#handover-offered .sw-case');
  const one = page.locator(`#offered-${offered[4]}`);
  for (const words of ['Offered by Sgt Imran Sheikh', 'Do first', 'Risk, and why', 'Done this shift', 'Told to the family']) {
    assert.ok((await one.innerText()).includes(words), words);
  }
  const before = await briefings.count();
  await checkPage(page);
  await picture(page, 'handover-briefings');
  await one.locator('summary', { hasText: 'Decline this case' }).click();
  await one.locator('textarea').fill('You are at the scene.');
  await one.getByRole('button', { name: /^Decline/ }).click();
  await page.locator('.govuk-notification-banner', { hasText: 'Declined' }).waitFor();
  await page.getByRole('button', { name: new RegExp(`^Accept all ${before - 1}`) }).click();
  await page.locator('.govuk-notification-banner', { hasText: 'Accepted' }).waitFor();
  assert.equal(await briefings.count(), 0);
}

// 02:53: her filter, under its keys.
async function takeWhatNobodyHolds(page, server, { nobodys }) {
  await page.goto(`${server.url}/missing?held=nobody`);
  await page.locator('summary', { hasText: 'Keep this filter' }).click();
  await page.getByLabel('Name for it').fill('Night: nobody’s');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.locator('.sw-kept-filters a', { hasText: 'Night: nobody’s' }).waitFor();
  await page.goto(`${server.url}/missing?everyone=yes`);
  await page.keyboard.press('f');
  await page.keyboard.press('1');
  await page.waitForURL(/held=nobody/);
  const row = page.locator(`#episode-${nobodys}`);
  assert.match(await row.innerText(), /Nobody holds this/);
  await checkPage(page);
  await row.getByRole('link', { name: /Nobody Example/ }).click();
  await page.waitForURL(/\/episodes\//);
  await press(page, page.getByRole('button', { name: 'Take this case' }));
  await page.waitForURL(/recorded=case_taken/);
  assert.match(await page.locator('#holding').innerText(), /You since/);
}

// 02:56: a case comes while the pointer is on a row.
async function pymOpens(page, desks, server) {
  await page.goto(`${server.url}/missing?everyone=yes&sort=time`);
  const hovered = page.locator('.sw-board tbody tr').nth(2);
  await hovered.scrollIntoViewIfNeeded();
  await hovered.hover();
  const top = async () => Math.round((await hovered.boundingBox()).y);
  const before = await top();
  const handler = await programOf(server, 'call.handler');
  const { episodes } = await handler.report({
    report: { circumstances: '', last_seen: 'Ward 6, 02:30, by the night nurse', concern: 'Pyjamas, frost, dementia' },
    people: [{ details: { name: 'Alfred Pym', birth: { known: 'age_range', from: 81, to: 81, estimated_on: new Date().toISOString().slice(0, 10) } }, markers: [{ marker: 'dementia', source: 'The ward', note: '' }] }],
  });
  const news = page.locator('button.sw-changes');
  await news.waitFor();
  assert.match(await news.innerText(), /New: .*Alfred Pym/);
  assert.equal(await top(), before, 'the row under the pointer stays where it is');
  await picture(page, 'board-under-the-pointer');
  await news.click();
  await page.locator(`#episode-${episodes[0]}`).waitFor();
  await page.goto(`${server.url}/messages`);
  await checkPage(page);
  const message = page.locator('main li, main article, main section', { hasText: 'Alfred Pym' }).filter({ has: page.getByRole('button', { name: /^Acknowledge/ }) }).last();
  await message.getByRole('button', { name: /^Acknowledge/ }).first().click();
  await page.waitForLoadState();
  return episodes[0];
}

// 03:00
async function gradeHim(page, pym) {
  const address = `${new URL(page.url()).origin}/episodes/${pym}`;
  await openAct(page, address, 'risk_assessed');
  await answer(page, { grade: 'high', reasons: 'Eighty-one, dementia, in pyjamas, two degrees of frost.' });
  await press(page, sendButton(page));
  await page.waitForURL(/recorded=risk_assessed/);
  const list = await page.locator('#high-risk').innerText();
  for (const words of [/Senior manage/i, /investigating officer/i, /search adviser/i, /national/i, /media/i, /family/i]) assert.match(list, words);
  assert.match(await page.locator('main').innerText(), /Missing persons unit.*(off until|covered now by)/s, 'the unit is off: who does it tonight');
  await checkPage(page);
  await page.locator('#high-risk').scrollIntoViewIfNeeded();
  await picture(page, 'high-risk-list');
}

// 03:15: what has not been answered says whom it reaches next, and when.
async function theManagerIsSilent(page, server, pym) {
  await page.goto(`${server.url}/episodes/${pym}`);
  const said = await page.locator('main').innerText();
  assert.match(said, /If nobody acknowledges by [^.]*\d\d:\d\d, [^.]* is told/);
  const message = page.locator('#messages .sw-task', { hasText: 'The risk has been graded high' }).last();
  await message.getByRole('link', { name: /^Send it on now/ }).click();
  await page.waitForURL(/acts\/message_sent_on/);
  await checkPage(page);
  const manager = await (await programOf(server, 'senior.manager')).get('/me');
  await page.locator('main [name="to"]').press('Home');
  await answer(page, { to: `police_senior_manager:${manager.account}`, reason: 'Engaged, and it is freezing' });
  await press(page, sendButton(page));
  await page.waitForURL(/recorded=message_sent_on/);
  const sent = await page.locator('#messages').innerText();
  assert.match(sent, /Sent on by hand by Sgt Carol Holloway: Engaged, and it is freezing/);
}

// 03:18
async function reviewKayleigh(page, server, { kayleigh }) {
  const address = `${server.url}/episodes/${kayleigh}`;
  await page.goto(address);
  assert.match(await page.locator('main').innerText(), /essential medication/i, 'the marker stands on the case');
  await record(page, address, 'risk_reviewed', { grade: 'high', reasons: 'Insulin not taken since ten: coma within a day.' });
  await page.locator('#high-risk').waitFor();
}

// 03:22 to 03:35: no network; then an arrival entered with its true time.
async function theNetworkDrops(page, server, { kayleigh }) {
  const address = `${server.url}/episodes/${kayleigh}`;
  await page.goto(address);
  await page.context().setOffline(true);
  await page.getByText(/Connection lost\. Last updated \d\d:\d\d/).waitFor({ timeout: 40_000 });
  await page.context().setOffline(false);
  await page.goto(address);
  const arrived = minutesAgo(9);
  const before = new Date();
  await record(page, address, 'officer_deployed', { ...happenedAt(arrived), officer: 'PC Dafydd Pryce', place: '12 Sallow Bank' });
  const entry = page.locator('#history .moj-timeline__item', { hasText: /Officer sent[\s\S]*PC Dafydd Pryce/ });
  assert.match(await entry.innerText(), /Entered/);
  const police = await programOf(server, 'police.supervisor');
  const [sent] = entriesOf(await ledgerOf(police, kayleigh), 'officer_deployed');
  assert.ok(minutesBetween(sent.happened_at, sent.recorded_at) >= 8, 'happened then, recorded now');
  const past = await police.get(`/episodes/${kayleigh}/timeline?at=${before.toISOString()}`);
  assert.equal(entriesOf(past.items, 'officer_deployed').length, 0, 'as known then, the arrival is not there');
}

// 03:37
async function reviewTheInvestigation(page, server, pym) {
  const address = `${server.url}/episodes/${pym}`;
  await record(page, address, 'investigation_reviewed', { findings: 'Ward and grounds searched once.', directions: 'Depots, taxis, his old house.' });
  await page.goto(`${address}/task-lists`);
  await checkPage(page);
  await page.locator('main a[href$="list=dementia"]').click();
  await page.waitForURL(/list=dementia/);
  await checkPage(page);
  await sendButton(page).click();
  await page.waitForURL(/recorded=task_list_used/);
  const police = await programOf(server, 'police.supervisor');
  const { items } = await police.get(`/episodes/${pym}/tasks`);
  const four = items.filter((task) => task.state !== 'met').slice(0, 4).map((task) => task.entry ?? task.task);
  const iqbal = await (await programOf(server, 'response.officer2')).get('/me');
  await police.record(`episodes/${pym}`, 'tasks_assigned', { tasks: four, owner: `police_officer:${iqbal.account}` });
  await page.goto(address);
  assert.match(await page.locator('main').innerText(), new RegExp(iqbal.name));
}

async function referToTheNationalUnit(page, server, { quill }) {
  await page.goto(`${server.url}/episodes/${quill}/briefing`);
  await checkPage(page);
  const [made] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Referral to the national unit as PDF' }).click()]);
  assert.match(made.suggestedFilename(), /\.pdf$/);
  await record(page, `${server.url}/episodes/${quill}`, 'ukmpu_referred', { reference: '26-004411' });
}

// 03:47
async function theDutyTeamDisagrees(page, server, { joel }) {
  const dutyTeam = await programOf(server, 'duty.team');
  await dutyTeam.record(`episodes/${joel}`, 'disagreement_raised', { reason: 'Eleven, it freezes, his sister will be ill.', grade: 'high' });
  await page.goto(`${server.url}/episodes/${joel}`);
  const said = await page.locator('main').innerText();
  assert.match(said, /disagree/i);
  await checkPage(page);
}

async function afterwards(server, { stage, pym }) {
  const police = await programOf(server, 'police.supervisor');
  const { kayleigh, joel, quill, offered } = stage;
  const of = async (episode) => [await dutiesOf(police, episode), await ledgerOf(police, episode)];
  const [[ofPym, pymLedger], [ofKayleigh, kayleighLedger], [ofJoel], [ofQuill, quillLedger]] = await Promise.all([pym, kayleigh, joel, quill].map(of));

  assert.equal(ofPym.initial_risk_assessment.state, 'met');
  const minutesOf = ({ trigger_at: from, due_at: by }) => Math.round(minutesBetween(from, by));
  for (const duty of ['senior_management_review', 'io_appointed', 'ukmpu_referral']) assert.equal(minutesOf(ofPym[duty]), 60, duty);
  for (const duty of ['media_strategy', 'family_support', 'risk_reassessment 1']) assert.equal(minutesOf(ofPym[duty]), 360, duty);
  assert.equal(ofKayleigh['supervisor_risk_review 1'].state, 'met');
  assert.equal(ofKayleigh.officer_deployed.state, 'met');
  assert.equal(minutesOf(ofKayleigh['risk_reassessment 2']), 360);
  assert.equal(ofKayleigh.senior_management_review.state, 'open', 'the list of high risk, from the review on');
  assert.equal(ofJoel['supervisor_risk_review 1'].state, 'open');
  const [disagreement] = Object.values(ofJoel).filter(({ duty }) => duty === 'risk_disagreement');
  assert.deepEqual(
    disagreement.levels.filter(({ until }) => until !== null).map(({ until }) => Math.round(minutesBetween(disagreement.trigger_at, until))),
    [240, 480, 720],
    'each level has its hour',
  );
  assert.equal(ofQuill.ukmpu_referral.state, 'met');

  const manager = await programOf(server, 'senior.manager');
  const told = await waitingIn(manager, pym);
  const [byHand] = entriesOf(pymLedger, 'message_sent_on');
  assert.equal(byHand.by.name, 'Sgt Carol Holloway');
  assert.equal(byHand.event.reason, 'Engaged, and it is freezing');
  assert.ok(told.length > 0 && told.every((message) => message.to === 'police_senior_manager'), 'the senior manager was told at once');

  const words = (ledger) => ledger.map((entry) => entry.word);
  for (const [place, episode] of offered.entries()) {
    const answered = entriesOf(await ledgerOf(police, episode), place === 4 ? 'handover_declined' : 'handover_accepted');
    assert.equal(answered.length, 1);
    assert.equal(answered[0].by.name, 'Sgt Carol Holloway');
  }
  assert.equal(entriesOf(await ledgerOf(police, stage.nobodys), 'case_taken').length, 1);
  assert.equal(entriesOf(pymLedger, 'message_acknowledged')[0].by.name, 'Sgt Carol Holloway');
  assert.equal(entriesOf(pymLedger, 'task_set').length, 7, 'five of the list, two of high risk');
  assert.equal(entriesOf(pymLedger, 'tasks_assigned').length, 1);
  assert.ok(words(pymLedger).includes('investigation_reviewed'));
  assert.ok(entriesOf(kayleighLedger, 'risk_reviewed')[0].event.definition.pack_version, 'the definition, with its version');
  assert.deepEqual(words(quillLedger).slice(-2), ['document_made', 'ukmpu_referred']);
}
