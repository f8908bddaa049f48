// Hour 4 of docs/guides/hours.md: the investigating officer, in a car, at the station, on a telephone. The night is moved
// to now, with its distances.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { historyOf, openAct, record, recorded } from './lib/case.js';
import { checkFitsNarrowScreen, checkPage } from './lib/checks.js';
import { fillIn, sendButton } from './lib/form.js';
import {
  anHour, dutiesOf, entriesOf, ledgerOf, minutesAgo, minutesBetween, picture, programOf, statesOf, toldOf, waitingIn,
} from './lib/hour.js';

const CAR = { width: 1280, height: 600 };
const TELEPHONE = { width: 390, height: 844 };

anHour('The investigating officer', 'from two cases offered to one offered on', async ({ desks, server }) => {
  const night = await setTheStage(server);
  const page = await desks.of('investigating.officer');
  await page.setViewportSize(CAR);

  await acceptBoth(page, server, night);
  await addALikeness(page, night.pym);
  await takeTheBriefing(page, night.pym);
  await enterResults(page, desks, night);
  const sighting = await hearOfASighting(page, night);
  await foundDead(page, desks, night.pym);
  await explainTheGrade(page, desks, night.kayleigh);
  await talkOnceForBoth(page, night.dexter);
  await reopen(page, desks, night.lucas);
  await correctTheTime(page, night, sighting);
  await offerOn(page, server, night.kayleigh);
  await looksAfterwards(night);
});

// ── Before the hour ─────────────────────────────────────────────────────────────────────────────────

async function setTheStage(server) {
  const names = [
    'call.handler', 'response.officer', 'police.supervisor', 'police.supervisor2', 'investigating.officer', 'senior.manager',
    'assistant.director',
  ];
  const programs = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await programOf(server, name)])));
  const { 'call.handler': handler, 'response.officer': officer, 'police.supervisor': sergeant } = programs;
  const me = await programs['investigating.officer'].get('/me');

  async function open(name, age, minutes, report, known) {
    const birth = { known: 'exact', date: `${new Date().getUTCFullYear() - age}-01-01` };
    const opened = await handler.report({
      reported_at: minutesAgo(minutes).toISOString(),
      missing_since: minutesAgo(minutes + 30).toISOString(),
      report,
      people: [known ?? { details: { name, birth } }],
    });
    const [id] = opened.episodes;
    return { id, of: `episodes/${id}`, name, person: opened.people[0], address: `${server.url}/episodes/${id}` };
  }
  const grade = (by, one, grade, minutes, reasons) =>
    by.record(one.of, by === officer ? 'risk_assessed' : 'risk_reviewed', {
      ...(by === officer ? { by: 'officer' } : {}),
      grade,
      reasons,
      happened_at: minutesAgo(minutes).toISOString(),
    });

  const pym = await open('Alfred Pym', 81, 104, { circumstances: 'Left ward 6 in pyjamas.', concern: 'Frost; dementia.' });
  await grade(officer, pym, 'high', 100, 'Old, in the frost, in pyjamas.');
  const lists = (await sergeant.get(`/${pym.of}/task-lists`)).items;
  const dementia = lists.find((list) => list.list === 'dementia');
  await sergeant.record(pym.of, 'task_list_used', { list: 'dementia', tasks: dementia.tasks.slice(0, 6).map((task) => task.task), owner: '' });

  const kayleigh = await open('Kayleigh Marsden', 15, 108, { circumstances: 'Window open, bed empty.', medication: 'Insulin; the 22:00 dose not taken', effect_of_missing_medication: 'Sick by morning, coma within a day' });
  await grade(officer, kayleigh, 'medium', 90, 'Spoken with the carer by telephone.');
  await grade(sergeant, kayleigh, 'high', 82, 'Without insulin she is ill by morning.');

  for (const one of [pym, kayleigh]) {
    await sergeant.record(one.of, 'case_taken', {});
    await sergeant.record(one.of, 'handover_offered', { to: `${me.role}:${me.account}`, briefing: 'The family is awake.' });
  }

  const back = (one, minutes) =>
    sergeant.record(one.of, 'returned', {
      place: 'Rowan House',
      located_by: 'Night staff',
      wellbeing_confirmed_by: 'PC Iqbal, who spoke with him',
      condition: 'Cold, unhurt',
      happened_at: minutesAgo(minutes).toISOString(),
    });
  const first = await open('Dexter Amoah', 16, 1900, { circumstances: 'Not back at nine.' });
  await back(first, 1400);
  const record = await sergeant.get(`/people/${first.person}`);
  const second = await open('Dexter Amoah', 16, 240, { circumstances: 'Out again.' }, {
    existing: first.person,
    seen_version: record.version,
    details: record.details,
  });
  await back(second, 170);

  const lucas = await open('Lucas Ferreira', 16, 11 * 30 * 24 * 60, { circumstances: 'Did not come back from the market.' });
  const manager = programs['senior.manager'];
  await grade(officer, lucas, 'medium', 11 * 30 * 24 * 60 - 30, 'Nobody has heard from him.');
  await manager.record(lucas.of, 'joint_closure_proposed', { assessment: 'That of Monday', chronology: 'All of it', reason: 'Nothing is left to follow.' });
  const proposal = entriesOf(await ledgerOf(manager, lucas.id), 'joint_closure_proposed')[0].entry;
  await programs['assistant.director'].record(lucas.of, 'closed_jointly', { of: proposal, seen: 'Both', reason: 'Agreed.' });
  return { pym, kayleigh, dexter: { first, second }, lucas, programs };
}

// ── 04:40 to 04:52 ──────────────────────────────────────────────────────────────────────────────────

async function acceptBoth(page, server, { pym, kayleigh }) {
  await page.goto(pym.address);
  assert.match(await page.locator('#holding').innerText(), /Sgt Carol Holloway.*offered to DC Rhiannon Vaughan, not accepted/s);
  await page.goto(`${server.url}/handover`);
  for (const one of [pym, kayleigh]) {
    const briefing = await page.locator('#handover-offered .sw-case', { hasText: one.name }).innerText();
    for (const part of ['The family is awake.', 'Do first', 'Risk, and why']) assert.ok(briefing.includes(part), `${part}: ${briefing}`);
  }
  await checkPage(page);
  await page.getByRole('button', { name: 'Accept all 2 cases' }).click();
  await page.locator('.govuk-notification-banner', { hasText: 'You hold 2 more cases' }).waitFor();
  await page.goto(`${server.url}/missing?held=mine`);
  assert.equal(await page.locator('.sw-board tbody tr').count(), 2);
}

async function addALikeness(page, pym) {
  await page.goto(pym.address);
  await page.locator('.moj-identity-bar a', { hasText: pym.name }).click();
  await page.waitForURL(/\/people\//);
  await page.getByRole('link', { name: 'Add a photograph' }).click();
  await page.waitForURL(/\/photographs/);
  await checkPage(page);

  const typed = { 'taken-month': '8', 'taken-year': String(new Date().getFullYear() - 1), source: 'His daughter', differs: 'Thinner, unshaven' };
  await page.locator('#photograph').setInputFiles({ name: 'dad2.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.7 not a picture') });
  await fillIn(page, typed);
  await page.getByRole('button', { name: 'Add the photograph' }).click();
  await page.locator('.govuk-error-summary', { hasText: 'JPEG, PNG or WebP' }).waitFor();
  assert.equal(await page.locator('[name="source"]').inputValue(), typed.source, 'nothing typed is lost');
  await checkPage(page);

  await page.locator('#photograph').setInputFiles({ name: 'dad.jpg', mimeType: 'image/jpeg', buffer: await photographWithAPlace(page) });
  await page.getByRole('button', { name: 'Add the photograph' }).click();
  await page.waitForURL(/recorded=photograph_added/);
  const kept = await page.evaluate(async () => {
    const picture = document.querySelector('img[src*="/photographs/"]');
    const bytes = new Uint8Array(await (await fetch(picture.src.replace(/\/thumbnail$/, ''))).arrayBuffer());
    return { text: String.fromCharCode(...bytes.slice(0, 4000)), alternative: picture.alt };
  });
  assert.doesNotMatch(kept.text, /Exif|DepotCam/, 'neither camera nor place is in it');
  assert.match(kept.alternative, /Alfred Pym.*Taken in August/);
  await checkPage(page);
}

// A picture as a telephone makes it: with the camera's name in its head.
async function photographWithAPlace(page) {
  const drawn = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [480, 600];
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#9db4c0';
    pen.fillRect(0, 0, 480, 600);
    pen.fillStyle = '#e0b89a';
    pen.arc(240, 240, 130, 0, 7);
    pen.fill();
    pen.fillStyle = '#5b6f7a';
    pen.fillRect(100, 400, 280, 200);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  });
  const picture = Buffer.from(drawn, 'base64');
  const camera = Buffer.from('DepotCam 3000\0\0\0', 'latin1');
  const head = Buffer.alloc(26);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4); // the directory begins here
  head.writeUInt16LE(1, 8); // one entry: the camera's model, text
  head.writeUInt16LE(0x0110, 10);
  head.writeUInt16LE(2, 12);
  head.writeUInt32LE(camera.length, 14);
  head.writeUInt32LE(26, 18); // where the text stands
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), head, camera]);
  const segment = Buffer.from([0xff, 0xe1, 0, 0]);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), segment, exif, picture.subarray(2)]);
}

async function takeTheBriefing(page, pym) {
  await page.goto(pym.address);
  await page.getByRole('link', { name: 'Briefing sheet and papers' }).click();
  await page.waitForURL(/\/briefing/);
  const said = await page.locator('main').innerText();
  for (const part of ['Alfred Pym', 'Frost; dementia.', 'Old, in the frost']) assert.ok(said.includes(part), part);
  await checkPage(page);
  const [taken] = await Promise.all([
    page.waitForEvent('download', { timeout: 40_000 }),
    page.getByRole('button', { name: 'Briefing sheet as PDF' }).click({ noWaitAfter: true, timeout: 40_000 }),
  ]);
  const paper = await readFile(await taken.path());
  const text = paper.toString('latin1');
  assert.match(text, /^%PDF-1\.\d/);
  assert.match(text, /\/StructTreeRoot/, 'it is tagged');
  assert.match(text, /\/Marked true/);
  assert.match(text, /\/Lang\s*\(en/, 'it says in which language it is');
}

async function enterResults(page, desks, { pym }) {
  const colleague = await desks.of('response.officer2');
  await colleague.setViewportSize(TELEPHONE);
  for (const result of ['Every room of the ward and the linen store: not there.', 'Both taxi firms: no.']) {
    await colleague.goto(pym.address);
    await colleague.locator('#tasks a[href*="/acts/task_result"]').first().click();
    await fillIn(colleague, { outcome: 'done', result });
    await checkFitsNarrowScreen(colleague);
    await sendButton(colleague).click();
    await recorded(colleague, 'task_result');
  }
  await page.goto(`${pym.address}/tasks`);
  const tasks = await page.locator('main').innerText();
  assert.match(tasks, /2 tasks with their results/);
  assert.match(tasks, /the linen store: not there[\s\S]*PC Hannah Iqbal|PC Hannah Iqbal[\s\S]*the linen store: not there/);
  await checkPage(page);
}

// ── 04:52 to 05:20 ──────────────────────────────────────────────────────────────────────────────────

// The radio speaks while a result is half typed: the sighting is entered, and the half is still there.
async function hearOfASighting(page, { pym, programs }) {
  const half = 'The bus company looks at its cameras from';
  await page.goto(pym.address);
  await page.locator('#tasks a[href*="/acts/task_result"]').first().click();
  await page.waitForURL(/\/acts\/task_result/);
  const task = page.url();
  await fillIn(page, { outcome: 'done', result: half });

  await openAct(page, pym.address, 'sighting');
  await checkPage(page);
  const choices = await page.locator('[name="task"] option').evaluateAll((all) => all.map((each) => each.value).filter(Boolean));
  await fillIn(page, {
    place: 'The bus depot',
    what: 'An old man in pyjamas by the wall, at 03:05 by the clock of the depot.',
    source: 'R. Tull, driver of route 7',
    how_to_reach: '01632 960118',
    origin: 'public',
    reliability: 'untested',
    credibility: 'known_directly',
    task: choices[0],
    significance: 'significant',
  });
  await sendButton(page).click();
  await recorded(page, 'sighting');
  assert.match(await page.locator('main').innerText(), /nobody has looked at the risk since/);
  const [sighting] = entriesOf(await ledgerOf(programs['investigating.officer'], pym.id), 'sighting');
  await page.goto(`${pym.address}/information`);
  await checkPage(page);

  await page.goto(task);
  await page.getByRole('button', { name: 'Put it back' }).click();
  assert.equal(await page.locator('[name="result"]').inputValue(), half);
  const look = (await dutiesOf(programs['investigating.officer'], pym.id))['risk_reassessment 1'];
  assert.equal(Math.round(minutesBetween(sighting.recorded_at, look.due_at)), 60, 'within the hour of when it was heard');
  return sighting;
}

async function foundDead(page, desks, pym) {
  await page.setViewportSize(TELEPHONE);
  await openAct(page, pym.address, 'found_dead');
  await checkFitsNarrowScreen(page);
  await fillIn(page, {
    place: 'Behind the depot',
    found_by: 'PC Iqbal',
    circumstances: 'In pyjamas, under the wall.',
    identity_confirmed_by: 'Not yet; his daughter this afternoon',
  });
  await sendButton(page).click();
  await page.waitForURL(/recorded=found_dead/);
  assert.equal(await page.locator('.govuk-notification-banner').count(), 0, 'nothing is said in green');
  const quiet = await page.locator('main').innerText();
  assert.match(quiet, /Until the family has been told, nothing is confirmed to anybody outside/);
  assert.doesNotMatch(quiet, /interview is still owed|Confirm the return|Thank/i);
  await picture(page, 'found-dead');
  await checkPage(page);
  await page.setViewportSize(CAR);

  for (const [word, who] of [['coroner_informed', 'The coroner’s officer'], ['family_told_of_death', 'Sgt Holloway, at the door']]) {
    await page.goto(pym.address);
    await page.locator(`#death a[href$="/acts/${word}"]`).first().click();
    await fillIn(page, { who, note: 'His daughter has her sister with her.' });
    await sendButton(page).click();
    await page.waitForURL(new RegExp(`recorded=${word}`));
  }
  assert.doesNotMatch(await page.locator('#death').innerText(), /Until the family has been told/);
  await page.locator('main a.sw-identity-name').first().click();
  assert.match(await page.locator('.moj-identity-bar').innerText(), /Died/);
}

// "Why was the girl medium?" Step by step, then two moments side by side, and who had seen what by then.
async function explainTheGrade(page, desks, kayleigh) {
  await page.goto(`${kayleigh.address}/moments`);
  await page.locator('main tbody tr', { hasText: 'Risk graded' }).first().getByRole('link').first().click();
  await page.locator('text=The past: as known at').first().waitFor();
  const then = await page.locator('#case').innerText();
  assert.match(then, /Medium risk/);
  assert.match(then, /Sick by morning, coma within a day/, 'it had been on record since the call');
  assert.doesNotMatch(then, /Without insulin she is ill/);
  assert.equal(await page.locator('main form[method="post"], main a[href*="/acts/"]').count(), 0);
  await checkPage(page);
  const moment = () => new URL(page.url()).searchParams.get('at');
  const at = moment();
  while ((await page.locator('#case', { hasText: 'Without insulin she is ill by morning' }).count()) === 0) {
    const here = moment();
    await page.locator('.sw-moment__step', { hasText: 'Next entry' }).click();
    await page.waitForURL((url) => url.searchParams.get('at') !== here);
  }
  const later = moment();
  await page.goto(`${kayleigh.address}/compare?from=${encodeURIComponent(at)}&to=${encodeURIComponent(later)}`);
  const compared = await page.locator('main tr', { hasText: 'Risk grade' }).innerText();
  assert.match(compared, /Medium.*High/s);
  await checkPage(page);

  // Who had opened the case by then is told to who answers for it.
  const manager = await desks.of('senior.manager');
  await manager.goto(`${kayleigh.address}/seen?at=${encodeURIComponent(at)}`);
  assert.match(await manager.locator('main').innerText(), /PC Dafydd Pryce/);
  await checkPage(manager);
}

// ── 05:20 to 05:40 ──────────────────────────────────────────────────────────────────────────────────

async function talkOnceForBoth(page, { first, second }) {
  await page.setViewportSize(TELEPHONE);
  await page.goto(second.address);
  await page.locator('a[href*="/acts/prevention_interview_completed?also_for="]').first().click();
  assert.equal(await page.locator('input[name="also_for-0"]').isChecked(), true);
  await fillIn(page, { interviewer: 'DC Rhiannon Vaughan', setting: 'Rowan House', why: 'A quarrel about a telephone', harm: 'None told of' });
  await checkPage(page);
  await sendButton(page).click();
  await recorded(page, 'prevention_interview_completed');
  for (const { address } of [first, second]) {
    await page.goto(address);
    assert.ok((await historyOf(page)).some((title) => /interview/i.test(title)), `the talk stands in ${address}`);
    assert.doesNotMatch(await page.locator('main').innerText(), /Prevention interview of .* still owed/);
    await checkFitsNarrowScreen(page);
  }
}

async function reopen(page, desks, lucas) {
  await page.goto(lucas.address);
  const reference = /SW-[0-9A-Z-]+/.exec(await page.title())[0];
  const said = await page.locator('#history').textContent();
  for (const name of ['DCI Gareth Lindqvist', 'Philip Njoroge']) assert.ok(said.includes(name), `${name} closed it: ${said}`);
  await record(page, lucas.address, 'sighting', { place: 'The market', what: 'With a man', source: 'Stallholder', significance: 'significant' });
  // Whether it is opened again a supervisor decides, who gives the reason.
  const sergeant = await desks.of('police.supervisor');
  await sergeant.goto(lucas.address);
  await sergeant.getByRole('link', { name: 'Open the case again' }).first().click();
  await sendButton(sergeant).click();
  await sergeant.locator('.govuk-error-summary').waitFor();
  await fillIn(sergeant, { reason: 'Seen at the market.' });
  await sendButton(sergeant).click();
  await recorded(sergeant, 'reopened');
  await page.goto(lucas.address);
  assert.match(await page.locator('.moj-identity-bar').innerText(), /Missing/);
  assert.ok((await page.title()).includes(reference), 'it is the same case');
  await checkPage(page);
  await page.setViewportSize(CAR);
}

async function correctTheTime(page, { pym, programs }, sighting) {
  await page.goto(`${pym.address}?history=all`);
  const entry = page.locator('#history .moj-timeline__item', { hasText: 'An old man in pyjamas by the wall' }).first();
  await entry.getByRole('link', { name: /^Correct this entry/ }).click();
  await page.waitForURL(/\/correct$/);
  const what = 'An old man in pyjamas by the wall, at 04:05; the clock of the depot said 03:05.';
  await fillIn(page, { what, correction_reason: 'The depot’s clock is an hour slow.' });
  await sendButton(page).click();
  await page.waitForURL(/recorded=corrected/);
  const corrected = page.locator('#history .moj-timeline__item', { hasText: 'clock is an hour slow' }).first();
  assert.ok((await corrected.locator('del').count()) > 0, 'what was entered stays in view');
  const [again] = entriesOf(await ledgerOf(programs['investigating.officer'], pym.id), 'sighting');
  assert.equal(again.happened_at, sighting.happened_at, 'when it was heard does not move');
  assert.equal(again.corrections.length, 1);
}

async function offerOn(page, server, kayleigh) {
  await page.goto(kayleigh.address);
  await page.getByRole('link', { name: 'Offer it to somebody' }).click();
  const to = page.locator('[name="to"] option', { hasText: 'Sgt Imran Sheikh' }).first();
  await fillIn(page, { to: await to.getAttribute('value'), briefing: 'The lido is next.' });
  await sendButton(page).click();
  await recorded(page, 'handover_offered');
  assert.match(await page.locator('#holding').innerText(), /You since.*offered to Sgt Imran Sheikh, not accepted/s);
}

// ── Afterwards ──────────────────────────────────────────────────────────────────────────────────────

async function looksAfterwards({ pym, kayleigh, dexter, lucas, programs }) {
  const { 'investigating.officer': officer, 'senior.manager': manager } = programs;
  const his = statesOf(await dutiesOf(officer, pym.id));
  assert.deepEqual(Object.entries(his).filter(([, state]) => ['open', 'overdue', 'pending'].includes(state)).map(([name]) => name), ['family_signposted'], 'of what is owed only support for the family goes on');
  assert.ok(!Object.keys(his).some((name) => name.includes('interview')));
  for (const { id } of [dexter.first, dexter.second]) {
    const owed = statesOf(await dutiesOf(officer, id));
    const [talk] = Object.keys(owed).filter((name) => name === 'prevention_interview');
    assert.match(owed[talk], /^met/, JSON.stringify(owed));
    assert.ok(Object.keys(owed).some((name) => name.startsWith('interview_findings_shared')), JSON.stringify(owed));
    assert.ok(!/^met/.test(owed.independent_return_interview), 'the other talk is still to be held');
  }
  const long = statesOf(await dutiesOf(officer, lucas.id));
  assert.ok('ukmpu_referral' in long && Object.keys(long).some((name) => name.startsWith('risk_reassessment')), JSON.stringify(long));

  await toldOf(manager, pym.id, { news: 'found_dead' });
  const offered = await toldOf(programs['police.supervisor2'], kayleigh.id, { about: 'handover' });
  assert.ok(offered.next_role && offered.next_at, 'whom silence reaches next, and when');

  const words = async (id) => {
    const ledger = await ledgerOf(officer, id);
    return (word) => entriesOf(ledger, word);
  };
  const pyms = await words(pym.id);
  assert.deepEqual(['handover_accepted', 'document_made', 'sighting', 'found_dead', 'coroner_informed', 'family_told_of_death'].map((word) => pyms(word).length), [1, 1, 1, 1, 1, 1]);
  assert.equal(pyms('task_result').length, 2);
  const talks = [...(await words(dexter.first.id))('prevention_interview_completed'), ...(await words(dexter.second.id))('prevention_interview_completed')];
  assert.equal(new Set(talks.map((entry) => entry.entry)).size, 1, 'one talk, written down once');
  const luc = await words(lucas.id);
  assert.deepEqual(['joint_closure_proposed', 'closed_jointly', 'sighting', 'reopened'].map((word) => luc(word).length), [1, 1, 1, 1]);
  assert.equal((await words(kayleigh.id))('handover_offered').length, 2);
}
