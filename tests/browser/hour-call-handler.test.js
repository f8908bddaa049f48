// Hour 1 of docs/guides/hours.md: the call handler, from 02:50 to 03:50, moved to now. Her hands stay on the keyboard.

import assert from 'node:assert/strict';
import { checkPage } from './lib/checks.js';
import { fillIn, moment, sendButton, standing } from './lib/form.js';
import {
  anHour, closedOffices, dutiesOf, entriesOf, idOn, ledgerOf, minutesAgo, minutesBetween, picture, programOf, statesOf,
  waitingIn,
} from './lib/hour.js';
import { answer, press } from './lib/keyboard.js';
import { bornYearsAgo, theMarsdens } from './lib/night.js';

anHour('The call handler', 'an hour of the night', async ({ desks, server }) => {
  const police = await programOf(server, 'police.supervisor');
  await theMarsdens(server);
  await meiIsLateHome(server);
  await sheikhBeginsAReport(await desks.of('police.supervisor2'), server);

  let page = await desks.of('call.handler');
  await takeOver(page);
  const marsdens = await twoChildrenGone(page);
  const pym = await theSecondLineRings(page);
  await goBackToThe(page, marsdens);
  await desks.loseThePowerOf('call.handler');
  page = await desks.of('call.handler');
  await findTheDraftAgain(page);
  const { kayleigh, joel } = await openTheCases(page, server);
  await tellWhatTheWardSaid(page, server);
  await recordASighting(page, joel);
  const mei = await meiIsNotBack(page);
  await leave(page, server);

  await dutiesAfterwards(police, { pym, kayleigh, joel, mei });
  await messagesAfterwards(police, server, { pym, kayleigh, joel, mei });
  await ledgerAfterwards(police, { pym, kayleigh, joel, mei });
}, closedOffices());

// 23:50: a daughter is late home, and nobody fears for her yet.
async function meiIsLateHome(server) {
  const handler = await programOf(server, 'call.handler');
  await handler.report({
    class: 'late_home',
    class_reason: 'Rang from the bus at eleven.',
    reported_at: minutesAgo(220).toISOString(),
    report: { circumstances: 'Not home from work at eleven.', reporter: { name: 'Mrs Ling', relation: 'Mother', reach: '07700 900741' } },
    people: [{ details: { name: 'Mei Ling', birth: bornYearsAgo(17) }, care: { basis: 'not_in_care' } }],
  });
}

// 02:31: Sgt Sheikh begins a report at the counter and goes out.
async function sheikhBeginsAReport(page, server) {
  await page.goto(`${server.url}/reports/new`);
  const saving = savedWith(page, 'for nine years');
  await fillIn(page, { name: 'Yusuf Warsame', circumstances: 'Counter: his sister has not heard from him for nine years.' });
  await saving;
  await saved(page);
}

// 02:50
async function takeOver(page) {
  await page.keyboard.press('n');
  await page.waitForURL(/\/reports\/new/);
  const row = page.locator('.sw-drafts li', { hasText: 'Yusuf Warsame' });
  assert.match(await row.innerText(), /saved .*\d\d:\d\d\s+Begun by Sgt Imran Sheikh at \d\d:\d\d/);
  await press(page, row.getByRole('button', { name: /Take it over/ }));
  await page.waitForURL(/\/check/);
  assert.match(await page.locator('main').innerText(), /Begun by Sgt Imran Sheikh at \d\d:\d\d, taken over by Bethan Oyelaran/);
  await toStep(page, 'The call');
  await answer(page, { class: 'tracing_relative', class_reason: 'Lost touch nine years ago; no reason to fear for him.' });
  await press(page, sendButton(page, 'send'));
  await page.getByRole('heading', { name: 'Report recorded' }).waitFor();
}

// 02:52
async function twoChildrenGone(page) {
  await page.keyboard.press('n');
  await page.waitForURL(/\/reports\/new/);
  await answer(page, { name: 'Kay Mars' });
  const first = page.locator('.sw-matches li').first();
  await first.waitFor();
  assert.match(await first.innerText(), /Kayleigh Marsden, 15[\s\S]*12 Sallow Bank[\s\S]*Missing once before/);
  await press(page, first.getByRole('button', { name: 'Take this record Kayleigh Marsden' }));
  await page.waitForURL(/\/people/);
  const known = await standing(page, ['home_address', 'contacts-0-name', 'contacts-0-reach']);
  assert.deepEqual(known, { home_address: '12 Sallow Bank, Great Maddock', 'contacts-0-name': 'Sheila Tranter', 'contacts-0-reach': '01632 960341' });
  assert.match(await page.locator('main').innerText(), /From the record \(recorded/);
  await listStandsBesideTheForm(page);
  await checkPage(page);

  await press(page, sendButton(page, 'add'));
  await page.waitForURL(/person=1/);
  await answer(page, { name: 'Joel' });
  await press(page, page.getByRole('button', { name: 'Take this record Joel Marsden' }));
  await page.locator('[name="name"][value="Joel Marsden"]').waitFor();
  await press(page, sendButton(page, 'next'));
  await page.waitForURL(/\/circumstances/);
  await answer(page, { circumstances: 'Both beds empty, the window open.' });
  await answer(page, moment('missing_since', minutesAgo(202)));
  await answer(page, { last_seen: 'In bed at half past eleven, by Sheila Tranter.' });
  return page.url();
}

// 02:55: an old man, out in the frost.
async function theSecondLineRings(page) {
  await page.keyboard.press('Alt+n');
  await page.waitForURL(/\/reports\/new/);
  assert.equal((await standing(page, ['name'])).name, '', 'an empty report');
  await page.keyboard.press('e');
  await page.waitForURL(/\/report\/emergency/);
  await answer(page, { name: 'Alfred Pym', age: '81', last_seen: 'Ward 6, 02:30, by the night nurse', concern: 'Pyjamas, frost, dementia' });
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'send', 'then the button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/call\?opened=yes/);
  assert.match(await page.locator('.govuk-notification-banner').innerText(), /The case SW-\S+ is open/);
  const unfinished = page.locator('.sw-other-draft', { hasText: 'Kayleigh Marsden' });
  assert.match(await unfinished.innerText(), /Unfinished: Kayleigh Marsden, Joel Marsden, saved .*\d\d:\d\d/);
  await checkPage(page);
  await picture(page, 'report-second-call');
  const id = (await page.getByRole('link', { name: 'See the case' }).getAttribute('href')).split('/')[2];
  await press(page, unfinished.getByRole('link'));
  return id;
}

// 02:57 and 03:00: the draft as she left it, and what the insulin does.
async function goBackToThe(page, left) {
  await page.waitForURL(/\/check/);
  await toStep(page, 'What happened');
  await page.waitForURL(left.replace(/\?.*/, ''));
  const { last_seen: lastSeen } = await standing(page, ['last_seen']);
  assert.equal(lastSeen, 'In bed at half past eleven, by Sheila Tranter.', 'the last words before the second call');
  assert.match(await page.locator('#report-saved').innerText(), /^Saved \d\d:\d\d:\d\d/);
  await toStep(page, 'Concerns');
  const effect = page.locator('.sw-unanswered li', { hasText: /What happens if a dose is missed \(Kayleigh Marsden\)/ });
  await effect.waitFor();
  assert.match(await page.locator('main').innerText(), /On record: Insulin, four times a day/);
  await answer(page, { concern: 'Never away at night, and frost.' });
  await answer(page, { 'person-0-medication': '22:00 dose not taken' });
  const saving = savedWith(page, 'coma within a day');
  await answer(page, { 'person-0-effect_of_missing_medication': 'Sick by morning, coma within a day' });
  await saving;
  await effect.waitFor({ state: 'detached' });
  await page.keyboard.type(' And this is lost');
}

// 03:04: the power is back.
async function findTheDraftAgain(page) {
  await page.locator('.sw-drafts').waitFor();
  await checkPage(page);
  await press(page, page.locator('.sw-drafts').getByRole('link', { name: /Kayleigh Marsden/ }));
  await page.waitForURL(/\/check/);
  assert.match(await page.locator('#report-saved').innerText(), /^Saved \d\d:\d\d:\d\d/);
  assert.match(await page.locator('main').innerText(), /Sick by morning, coma within a day/);
}

// 03:05
async function openTheCases(page, server) {
  await toStep(page, 'The call');
  await answer(page, { 'reporter-name': 'Sheila Tranter', 'reporter-relation': 'Foster carer', 'reporter-reach': '01632 960341', log_number: '0306' });
  await toStep(page, 'Concerns');
  await answer(page, { 'checks-0-made': 'made', 'checks-1-made': 'to_make', 'checks-1-note': 'Garden and garage' });
  await answer(page, { 'checks-2-made': 'made', 'checks-3-made': 'made' });
  await checkPage(page);
  await press(page, sendButton(page, 'send'));
  await page.getByRole('heading', { name: 'Report recorded' }).waitFor();
  await checkPage(page);
  const cases = {};
  for (const name of ['Kayleigh', 'Joel']) {
    const address = await page.getByRole('link', { name: new RegExp(name) }).getAttribute('href');
    cases[name.toLowerCase()] = address.split('/')[2];
  }
  await press(page, page.getByRole('link', { name: /Joel Marsden/ }));
  await page.waitForURL(/\/episodes\//);
  assert.match(await page.locator('.sw-checks-to-make li').innerText(), /Garden and garage/);
  await checkPage(page);
  await page.goto(`${server.url}/missing?everyone=yes`);
  for (const episode of Object.values(cases)) {
    assert.match(await page.locator(`#episode-${episode}`).innerText(), /Same call: Joel Marsden, Kayleigh Marsden/);
  }
  await page.goto(`${server.url}/reports/new`);
  return cases;
}

// 03:08: the ward sister rings again.
async function tellWhatTheWardSaid(page) {
  await press(page, page.locator('.sw-drafts').getByRole('link', { name: /Alfred Pym/ }));
  await page.waitForURL(/\/check/);
  await toStep(page, 'The call');
  await answer(page, { 'reporter-name': 'Ward sister' });
  await answer(page, { 'reporter-reach': '01632 960122' });
  await press(page, sendButton(page, 'send'));
  await page.waitForURL(/recorded=report_added/);
}

// 03:14
async function recordASighting(page, joel) {
  await page.keyboard.press('/');
  await page.waitForURL(/\/people/);
  await answer(page, { q: 'Joel Marsden' });
  await page.keyboard.press('Enter');
  const found = page.locator('main', { hasText: 'Joel Marsden' });
  await found.getByText('Missing now').first().waitFor();
  await page.goto(new URL(`/episodes/${joel}`, page.url()).href);
  await press(page, page.getByRole('link', { name: 'Record a sighting' }));
  await page.waitForURL(/\/acts\/sighting/);
  await answer(page, {
    place: 'Bus station, by the kiosk',
    what: 'A lad with a rucksack, maybe eleven, alone.',
    source: 'Mr Harris, on his way to work',
    how_to_reach: '07700 900518',
    significance: 'significant',
  });
  await checkPage(page);
  await press(page, sendButton(page));
  await page.waitForURL(/recorded=sighting/);
}

// 03:30: who was late home is not back.
async function meiIsNotBack(page) {
  await page.keyboard.press('n');
  await page.waitForURL(/\/reports\/new/);
  await press(page, page.getByRole('link', { name: /^Calls without a case/ }));
  await page.waitForURL(/\/calls/);
  await checkPage(page);
  const call = page.locator('.sw-ended-call', { hasText: 'Mrs Ling' });
  await call.scrollIntoViewIfNeeded();
  await press(page, call.getByRole('button', { name: /Missing after all/ }));
  await page.waitForURL(/\/people/);
  await toStep(page, 'The call');
  await answer(page, { class_reason: 'Not back four hours later, and no answer from her telephone.' });
  await press(page, sendButton(page, 'send'));
  await page.waitForURL(/\/episodes\//);
  await page.getByText(/overdue/i).first().waitFor();
  await checkPage(page);
  return idOn(page);
}

// 03:45: nothing of hers is left unfinished, and nothing asks whether she is sure.
async function leave(page, server) {
  await page.goto(`${server.url}/reports/new`);
  const unfinished = (await page.locator('.sw-drafts').allInnerTexts()).join(' ');
  assert.doesNotMatch(unfinished, /Marsden|Pym|Warsame|Ling/);
  await press(page, page.getByRole('button', { name: 'Sign out' }).or(page.getByRole('link', { name: 'Sign out' })));
  await page.waitForURL(/\/sign-in/);
}

// ── What stands afterwards ──────────────────────────────────────────────────────────────────────────

const OF_A_CHILD = {
  family_signposted: 'open',
  initial_risk_assessment: 'open',
  need_to_know_briefing: 'open',
  notify_social_care: 'open',
  'strategy_meeting 1': 'pending',
  ukmpu_referral: 'open',
};
const OF_A_CHILD_IN_CARE = { ...OF_A_CHILD, ad_notified: 'pending', service_manager_informed: 'open', placement_plan_check: 'overdue' };
const FORMS_TO_WRITE = { 'incident_form of episode': 'open', 'location_form of episode': 'open' };

async function dutiesAfterwards(police, { pym, kayleigh, joel, mei }) {
  const owed = {};
  for (const [name, episode] of Object.entries({ pym, kayleigh, joel, mei })) owed[name] = await dutiesOf(police, episode);
  assert.deepEqual(statesOf(owed.pym), { family_signposted: 'open', initial_risk_assessment: 'open', ukmpu_referral: 'open' });
  assert.deepEqual(
    statesOf(owed.kayleigh),
    sorted({ ...OF_A_CHILD_IN_CARE, forms_shared_with_police: 'open', incident_form_part_two: 'open' }),
  );
  const ofPlacement = { 'incident_form of placement': 'open', 'location_form of placement': 'open' };
  assert.deepEqual(statesOf(owed.joel), sorted({ ...OF_A_CHILD_IN_CARE, ...FORMS_TO_WRITE, ...ofPlacement }));
  assert.deepEqual(
    statesOf(owed.mei),
    sorted({ ...OF_A_CHILD, ...FORMS_TO_WRITE, initial_risk_assessment: 'overdue', notify_social_care: 'overdue' }),
    'from her first call on',
  );
  for (const duty of ['initial_risk_assessment', 'notify_social_care', 'forms_shared_with_police', 'incident_form_part_two']) {
    const { trigger_at: from, due_at: by } = owed.kayleigh[duty];
    assert.equal(minutesBetween(from, by), 60, `${duty}: an hour from the call`);
  }
  assert.equal(minutesBetween(owed.pym.ukmpu_referral.trigger_at, owed.pym.ukmpu_referral.due_at), 72 * 60);
}

const sorted = (states) => Object.fromEntries(Object.entries(states).sort(([one], [other]) => (one < other ? -1 : 1)));

async function messagesAfterwards(police, server, cases) {
  const dutyTeam = await programOf(server, 'duty.team');
  for (const [name, episode] of Object.entries(cases)) {
    const waiting = await waitingIn(police, episode);
    const news = waiting.filter((message) => message.cause.news === 'reported');
    assert.equal(news.length, 1, `one message that ${name} is missing`);
    const [{ to, next_role: next, next_at: at, sent_at: sent }] = news;
    assert.deepEqual([to, next], ['police_supervisor', 'police_supervisor'], 'to the sergeant, and whom it reaches next');
    assert.ok(at > sent, 'and when');
    assert.ok(minutesBetween(sent, new Date()) < 5, `${name}: sent when the case was opened`);
  }
  const told = await waitingIn(dutyTeam, cases.kayleigh);
  assert.deepEqual(told.map((message) => message.cause.duty).sort(), ['forms_shared_with_police', 'incident_form_part_two'], 'what the duty team owes within the hour');
}

async function ledgerAfterwards(police, { pym, kayleigh, joel, mei }) {
  const ledger = {};
  for (const [name, episode] of Object.entries({ pym, kayleigh, joel, mei })) ledger[name] = await ledgerOf(police, episode);
  const words = (name) => ledger[name].map((entry) => entry.word);
  const incidents = [];
  for (const episode of [kayleigh, joel, pym]) incidents.push((await police.get(`/episodes/${episode}`)).incident);
  assert.equal(incidents[0], incidents[1], 'one call about both');
  assert.notEqual(incidents[0], incidents[2]);
  for (const name of ['pym', 'kayleigh', 'joel', 'mei']) {
    assert.equal(entriesOf(ledger[name], 'reported').length, 1, `${name} is reported once`);
    assert.ok(entriesOf(ledger[name], 'message_sent').every(({ by }) => !by?.name), 'by Safewell itself');
    assert.ok(!words(name).some((word) => /draft|autosave/.test(word)), 'no saving of a draft stands in it');
  }
  assert.equal(entriesOf(ledger.joel, 'sighting').length, 1);
  assert.equal(entriesOf(ledger.joel, 'task_set').length, 1, 'the checks that are left');
  assert.equal(entriesOf(ledger.pym, 'report_added').length, 1);
  const [reported] = entriesOf(ledger.mei, 'reported');
  assert.equal(Math.round(minutesBetween(reported.happened_at, reported.recorded_at) / 10), 22, 'it counts from her first call');
}

// The line says when it was saved; what was typed last is in it.
async function saved(page) {
  await page.locator('#report-saved', { hasText: /^Saved \d\d:\d\d:\d\d/ }).waitFor();
}

// The save that holds these words.
function savedWith(page, words) {
  const typed = (answer) => new URLSearchParams(answer.request().postData() ?? '').toString();
  const sought = new URLSearchParams({ words }).toString().replace('words=', '');
  return page.waitForResponse((answer) => answer.url().includes('autosave') && answer.ok() && typed(answer).includes(sought));
}

async function toStep(page, name) {
  await press(page, page.locator('.moj-sub-navigation').getByRole('link', { name, exact: true }), 'Shift+Tab');
  await page.locator('.moj-sub-navigation a[aria-current]', { hasText: name }).waitFor();
}

// Where there is room, what is unanswered stands beside the form and not over it.
async function listStandsBesideTheForm(page) {
  const [list, form] = await Promise.all(['.sw-unanswered', 'main form[data-keep]'].map((each) => page.locator(each).boundingBox()));
  assert.ok(list.x > form.x + form.width && list.width < form.width, `the list at ${list.x}, the form at ${form.x}, ${form.width} wide`);
}
