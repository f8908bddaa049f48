// Hour 5 of docs/guides/hours.md: the duty social worker, alone at night, in a car and on a telephone. The night is moved
// to now, with its distances; the offices are closed whenever it is walked.

import assert from 'node:assert/strict';
import { openAct, record, recorded } from './lib/case.js';
import { checkFitsNarrowScreen, checkPage } from './lib/checks.js';
import { fillIn, moment, sendButton } from './lib/form.js';
import {
  anHour, closedOffices, dutiesOf, entriesOf, ledgerOf, minutesAgo, minutesBetween, picture, programOf, toldOf, waitingIn,
} from './lib/hour.js';

const TELEPHONE = { width: 390, height: 844 };
const PILLS = '“A man gave Kayleigh pills. She is at his flat by the lido.”';

anHour('The duty social worker', 'from two messages to three lines for the morning', async ({ desks, server }) => {
  const night = await setTheStage(server);
  const page = await desks.of('duty.team');

  await acknowledge(page, server, night);
  await seeWhatIsTonights(page, server, night);
  await giveTheForms(page, night);
  await moveTheStart(page, desks, night);
  await writeWithoutConnection(page, night);
  await disagree(page, desks, night);
  await saidToBeBack(page, night);
  await hearOfTheCrime(page, night);
  await tellTheMash(page, night);
  await askTheOtherCountyIn(page, desks, night);
  await handOverFromTheTelephone(page, server, night);
  await looksAfterwards(night);
}, closedOffices());

// ── Before the hour ─────────────────────────────────────────────────────────────────────────────────

async function setTheStage(server) {
  const names = ['call.handler', 'response.officer', 'police.supervisor', 'social.worker', 'duty.team', 'mash.decisions'];
  const programs = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await programOf(server, name)])));
  const { 'call.handler': handler, 'response.officer': officer, 'police.supervisor': sergeant, 'social.worker': worker } = programs;
  const born = (age) => ({ known: 'exact', date: `${new Date().getUTCFullYear() - age}-01-01` });

  // She has been missing before, and has her forms; he has none.
  const before = await handler.report({
    reported_at: minutesAgo(40 * 24 * 60).toISOString(),
    missing_since: minutesAgo(40 * 24 * 60 + 60).toISOString(),
    report: { circumstances: 'Not back from town.' },
    people: [{ details: { name: 'Kayleigh Marsden', birth: born(15), medication: 'Insulin' } }],
  });
  const [kayleigh] = before.people;
  await sergeant.record(`episodes/${before.episodes[0]}`, 'returned', {
    place: 'Home',
    located_by: 'PC Iqbal',
    wellbeing_confirmed_by: 'PC Iqbal',
    condition: 'Well',
    happened_at: minutesAgo(40 * 24 * 60 - 300).toISOString(),
  });
  const inCare = async (person, forms) => {
    const of = `people/${person}`;
    const happened_at = minutesAgo(39 * 24 * 60).toISOString();
    await worker.record(of, 'care_status_recorded', { basis: 'care_order', unaccompanied_asylum_seeker: false, happened_at });
    await worker.record(of, 'worker_allocated', { worker: 'Nadia Karimi', team: 'Children in care', happened_at });
    for (const form of forms) await worker.record(of, 'form_completed', { form, happened_at });
  };
  await inCare(kayleigh, ['incident_form', 'location_form']);

  const record = await handler.get(`/people/${kayleigh}`);
  const start = new Date(minutesAgo(234).setSeconds(0, 0));
  const call = await handler.report({
    reported_at: minutesAgo(32).toISOString(),
    missing_since: start.toISOString(),
    report: { circumstances: 'Two children gone, the window open.', last_seen: '23:30, in bed, by Mrs Tranter.' },
    people: [
      { existing: kayleigh, seen_version: record.version, details: record.details },
      { details: { name: 'Joel Marsden', birth: born(11) } },
    ],
  });
  const one = (place, name) => {
    const id = call.episodes[place];
    return { id, of: `episodes/${id}`, name, person: call.people[place], address: `${server.url}/episodes/${id}` };
  };
  const night = { kayleigh: one(0, 'Kayleigh Marsden'), joel: one(1, 'Joel Marsden'), seenAt: new Date(start.getTime() + 90 * 60_000), programs };
  await inCare(night.joel.person, []);
  for (const child of [night.kayleigh, night.joel]) {
    await officer.record(child.of, 'risk_assessed', { by: 'officer', grade: 'medium', reasons: 'By telephone with the carer.', happened_at: minutesAgo(14).toISOString() });
  }
  return night;
}

// ── 03:24 to 03:33 ──────────────────────────────────────────────────────────────────────────────────

async function acknowledge(page, server, { kayleigh, programs }) {
  await toldOf(programs['duty.team'], kayleigh.id, { duty: 'forms_shared_with_police' });
  await page.goto(`${server.url}/messages`);
  const hers = page.locator(`#messages-${kayleigh.id}`);
  const words = await hers.innerText();
  assert.match(words, /Give the forms to the police/);
  assert.match(words, /If nobody acknowledges by .*\d\d:\d\d, .* is told/, 'whom silence would reach, and when');
  await checkPage(page);
  const all = hers.getByRole('button', { name: /^Acknowledge/ });
  await all.last().click();
  await page.locator('.govuk-notification-banner', { hasText: 'no further' }).waitFor();
  assert.deepEqual((await waitingIn(programs['duty.team'], kayleigh.id)).map((message) => message.title), []);
}

async function seeWhatIsTonights(page, server, { kayleigh }) {
  await page.goto(`${server.url}/`);
  const row = (duty, child) => page.locator(`[id^="duty-${child.id}-northamptonshire-${duty}-"]`);
  await checkPage(page);
  assert.equal(await row('forms_shared_with_police', kayleigh).count(), 1);
  const partTwo = await row('incident_form_part_two', kayleigh).textContent();
  assert.match(partTwo, /Nadia Karimi|Allocated worker/, 'whose it is by day');
  assert.match(partTwo, /now: you|covered now by you/);
}

async function giveTheForms(page, { kayleigh, joel }) {
  await page.goto(kayleigh.address);
  await page.locator('.moj-identity-bar a', { hasText: kayleigh.name }).click();
  assert.match(await page.locator('main').innerText(), /Incident form: completed/);
  await record(page, kayleigh.address, 'forms_shared_with_police', { who: 'Sgt Holloway, by secure mail' });
  await record(page, kayleigh.address, 'form_part_two_completed', { who: 'Mrs Tranter, by telephone', note: 'Grey hoodie; took no insulin pen.' });
  await checkPage(page);
  await page.goto(joel.address);
  const forms = page.locator('[id^="duty-northamptonshire-incident_form-"]').first();
  assert.match(await forms.textContent(), /in (23|1 day)/, 'his form is the worker’s, and not due tonight');
  assert.equal(await page.locator('[id^="duty-northamptonshire-forms_shared_with_police-"]').count(), 0);
}

// ── 03:33 to 03:53 ──────────────────────────────────────────────────────────────────────────────────

// Seen later than the carer knew. He writes it down in both cases; whoever answers for the report corrects the start, and
// what hangs on it moves. What it had been stays in view.
async function moveTheStart(page, desks, { kayleigh, joel, seenAt, programs }) {
  const sergeant = await desks.of('police.supervisor');
  for (const child of [kayleigh, joel]) {
    await record(page, child.address, 'information_received', {
      what: 'The neighbour saw them at one, at the gate.',
      source: 'Mrs Tranter, by telephone',
      significance: 'routine',
    });
    const before = (await dutiesOf(programs['duty.team'], child.id)).service_manager_informed;
    await sergeant.goto(`${child.address}?history=all`);
    const entry = sergeant.locator('#history .moj-timeline__item', { hasText: 'Reported missing' }).first();
    await entry.getByRole('link', { name: /^Correct this entry/ }).click();
    await sergeant.waitForURL(/\/correct$/);
    await fillIn(sergeant, { ...moment('missing_since', seenAt), correction_reason: 'The neighbour saw them at one.' });
    await sendButton(sergeant).click();
    await sergeant.waitForURL(/recorded=corrected/);
    await page.goto(`${child.address}?history=all`);
    const corrected = page.locator('#history .moj-timeline__item', { hasText: 'Reported missing' }).first();
    assert.ok((await corrected.locator('del').count()) > 0, 'what it was stays in view');
    const after = (await dutiesOf(programs['duty.team'], child.id)).service_manager_informed;
    assert.equal(Math.round(minutesBetween(before.due_at, after.due_at)), 90, 'what hangs on the start moves with it');
  }
}

// The connection drops in a note: the page says that it is not sent, keeps it, and sends it once, with the time it was sent.
async function writeWithoutConnection(page, { kayleigh, programs }) {
  const what = 'Mrs Tranter: the window was open before, on Monday too.';
  await openAct(page, kayleigh.address, 'information_received');
  await fillIn(page, { what: what.slice(0, 30), source: 'Mrs Tranter', significance: 'routine' });
  await page.context().setOffline(true);
  await fillIn(page, { what });
  await sendButton(page).click();
  await page.getByRole('alert').filter({ hasText: /Not sent yet: no connection at \d\d:\d\d/ }).waitFor();
  await sendButton(page).click();
  assert.equal(await page.locator('[name="what"]').inputValue(), what);
  await picture(page, 'not-sent-yet');
  await page.context().setOffline(false);
  await recorded(page, 'information_received');
  const notes = entriesOf(await ledgerOf(programs['duty.team'], kayleigh.id), 'information_received').filter((entry) => entry.event.what === what);
  assert.equal(notes.length, 1, 'it is sent once');
}

async function disagree(page, desks, { joel }) {
  await record(page, joel.address, 'disagreement_raised', { reason: 'Eleven, in the frost, and his sister will be ill.', grade: 'high' });
  assert.match(await page.locator('#risk').innerText(), /Level 1[^\n]*until[^\n]*decides now/);
  const police = await desks.of('police.supervisor');
  await police.goto(joel.address);
  assert.match(await police.locator('#risk').innerText(), /in the frost, and his sister/);
}

async function saidToBeBack(page, { joel }) {
  await record(page, joel.address, 'return_reported', { by: 'Mrs Tranter, 01632 960341', place: 'At the door, 12 Sallow Bank' });
  await page.locator('.moj-identity-bar', { hasText: 'Return not confirmed' }).waitFor();
  await checkPage(page);
}

// ── 03:53 to 04:10 ──────────────────────────────────────────────────────────────────────────────────

async function hearOfTheCrime(page, { kayleigh, joel, programs }) {
  await openAct(page, joel.address, 'crime_disclosed');
  await fillIn(page, { what: PILLS, told_to: 'Kwame Boateng, by telephone' });
  await sendButton(page).click();
  await recorded(page, 'crime_disclosed');
  const [told] = entriesOf(await ledgerOf(programs['duty.team'], joel.id), 'crime_disclosed');
  await record(page, joel.address, 'crime_reported_to_police', { of: told.entry, reference: '0353, to Sgt Holloway' });
  // What he said bears on his sister: offered on his case, and not typed again.
  await page.goto(joel.address);
  await page.getByRole('link', { name: /Record the same words for Kayleigh/ }).click();
  assert.equal(await page.locator('[name="what"]').inputValue(), PILLS);
  assert.match(await page.locator('[name="source"]').inputValue(), /Joel .*to Kwame Boateng/);
  await sendButton(page).click();
  await recorded(page, 'information_received');
  await page.goto(joel.address);
  assert.equal(await page.getByRole('link', { name: /Record the same words/ }).count(), 0, 'once they stand there they are offered no more');
  await page.goto(kayleigh.address);
  assert.match(await page.locator('main').innerText(), /nobody has looked at the risk since/);
}

async function tellTheMash(page, { kayleigh, programs }) {
  await record(page, kayleigh.address, 'mash_notified', { rating: 'red', reasons: 'Pills, a man, no insulin.' });
  const duty = page.locator('[id^="duty-northamptonshire-mash_assessment-"]');
  assert.match(await duty.textContent(), /in (4|3) hours/);
  assert.match(await duty.textContent(), /Emergency duty team|you/i);
  await record(page, kayleigh.address, 'mash_strategy_discussion_held', { who: 'Sgt Holloway, DCI Lindqvist', note: 'At four by telephone.' });
  await toldOf(programs['duty.team'], kayleigh.id, { news: 'mash_notified' });
  await page.goto(kayleigh.address);
  await checkPage(page);
}

// Whom to let in the police decide, who lead the search; he sees that they did, and what for.
async function askTheOtherCountyIn(page, desks, { joel }) {
  const sergeant = await desks.of('police.supervisor');
  await openAct(sergeant, joel.address, 'partner_involved');
  const other = sergeant.locator('[name="agency"] option', { hasText: /county|council|children/i }).last();
  const purpose = 'His grandmother lives there; their duty team visits her in the morning.';
  await fillIn(sergeant, { agency: await other.getAttribute('value'), purpose });
  await sendButton(sergeant).click();
  await recorded(sergeant, 'partner_involved');
  await page.goto(joel.address);
  assert.ok((await page.locator('#history').textContent()).includes(purpose));
}

async function handOverFromTheTelephone(page, server, { kayleigh, joel }) {
  await page.setViewportSize(TELEPHONE);
  for (const child of [kayleigh, joel]) {
    await page.goto(child.address);
    await page.getByRole('button', { name: 'Take this case' }).click();
    await recorded(page, 'case_taken');
  }
  await page.goto(`${server.url}/handover`);
  const to = page.locator('#to option', { hasText: 'Simone Baptiste' });
  await page.locator('#to').selectOption(await to.first().getAttribute('value'));
  await page.locator('#briefing').fill('Both from one window.\nJoel is at the door; nobody has confirmed it.\nThe flat by the lido first.');
  await checkFitsNarrowScreen(page);
  await page.getByRole('button', { name: /Offer the ticked/ }).click();
  await page.locator('.govuk-notification-banner', { hasText: '2 cases offered' }).waitFor();
  await page.goto(joel.address);
  assert.match(await page.locator('#holding').innerText(), /You since.*offered to Simone Baptiste/s);
  await checkFitsNarrowScreen(page);
}

// ── Afterwards ──────────────────────────────────────────────────────────────────────────────────────

async function looksAfterwards({ kayleigh, joel, programs }) {
  const { 'duty.team': duty, 'police.supervisor': sergeant, 'mash.decisions': mash } = programs;
  const hers = await dutiesOf(duty, kayleigh.id);
  for (const done of ['forms_shared_with_police', 'incident_form_part_two']) assert.equal(hers[done].state, 'met', done);
  assert.equal(Math.round(minutesBetween(hers.mash_assessment.trigger_at, hers.mash_assessment.due_at)), 4 * 60);
  assert.ok(minutesBetween(new Date(), hers['risk_reassessment 1'].due_at) <= 60, 'the risk within the hour of what Joel said');
  const his = await dutiesOf(duty, joel.id);
  const about = (word) => his[Object.keys(his).find((name) => name.startsWith(word))];
  assert.equal(about('crime_reported_to_police').state, 'met');
  assert.equal(Math.round(minutesBetween(about('verify_return').trigger_at, about('verify_return').due_at)), 60);
  assert.equal(Math.round(minutesBetween(about('risk_disagreement').trigger_at, about('risk_disagreement').due_at)), 12 * 60);
  for (const form of ['incident_form', 'location_form']) assert.deepEqual([about(form).state, about(form).owner], ['open', 'allocated_worker'], form);

  await toldOf(sergeant, joel.id, { news: 'return_reported' });
  await toldOf(sergeant, kayleigh.id, { news: 'significant_information' });
  const waiting = (await waitingIn(duty, kayleigh.id)).map((message) => message.cause.duty ?? message.cause.news);
  assert.ok(waiting.includes('mash_notified'), 'red waits for no office');
  for (const done of ['forms_shared_with_police', 'incident_form_part_two']) assert.ok(!waiting.includes(done), 'what was acknowledged went no further');
  await toldOf(mash, joel.id, { about: 'handover' });

  const words = async (child) => {
    const ledger = await ledgerOf(duty, child.id);
    return (word) => entriesOf(ledger, word);
  };
  const girl = await words(kayleigh);
  assert.equal(girl('message_acknowledged').length, 2);
  for (const word of ['forms_shared_with_police', 'form_part_two_completed', 'mash_notified', 'mash_strategy_discussion_held']) {
    assert.equal(girl(word).length, 1, word);
  }
  assert.equal(girl('mash_notified')[0].event.rating, 'red');
  assert.equal(girl('information_received').at(-1).event.what, PILLS);
  assert.equal(girl('reported')[0].corrections.length, 1);
  const boy = await words(joel);
  assert.deepEqual([boy('return_reported').length, boy('returned').length], [1, 0]);
  for (const word of ['disagreement_raised', 'crime_disclosed', 'partner_involved']) assert.equal(boy(word).length, 1, word);
  assert.equal(boy('crime_reported_to_police')[0].event.of, boy('crime_disclosed')[0].entry);
  assert.equal(boy('reported')[0].corrections.length, 1);
}
