// Hour 3 of docs/guides/hours.md: the MASH decision maker. The morning is moved to now, with its distances.

import assert from 'node:assert/strict';
import { openAct, record, recorded } from './lib/case.js';
import { checkPage } from './lib/checks.js';
import { fillIn, sendButton } from './lib/form.js';
import { anHour, dutiesOf, entriesOf, ledgerOf, minutesAgo, minutesBetween, picture, programOf, toldOf } from './lib/hour.js';

const VAN = 'A pupil told a teacher: a grown man in a white van picks Ruby up at the gate on Thursdays.';

anHour('The MASH decision maker', 'from four cases of the night to what was known when', async ({ desks, server }) => {
  const night = await setTheStage(server);
  const page = await desks.of('mash.decisions');
  const { ruby } = night;

  await acceptTheNight(page, server, night);
  await findTheMostUrgent(page, server);
  await readWhatIsKnown(page, ruby, night);
  await answerTheTelephone(page, server, night);
  const told = await hearOfTheVan(page, night);
  await disagree(page, ruby, desks);
  await takeTheForgotten(page, server, night, desks);
  await rate(page, night);
  await record(page, ruby.address, 'mash_assessed', { outcome: 'Threshold met: strategy discussion at ten; police hold the van.' });
  await checkPage(page);
  await lookBack(page, desks, night);
  await decideWhatItMeans(page, night.returned);
  await changeTheKind(night, desks);
  await looksAfterwards(night, told);
});

// ── Before the hour ─────────────────────────────────────────────────────────────────────────────────

async function setTheStage(server) {
  const names = ['call.handler', 'response.officer', 'police.supervisor', 'duty.team', 'mash.decisions'];
  const [handler, officer, sergeant, duty, mash] = await Promise.all(names.map((name) => programOf(server, name)));
  const me = await mash.get('/me');

  async function open(name, age, minutes, circumstances) {
    const birth = { known: 'exact', date: `${new Date().getUTCFullYear() - age}-01-01` };
    const opened = await handler.report({
      reported_at: minutesAgo(minutes).toISOString(),
      missing_since: minutesAgo(minutes + 60).toISOString(),
      report: { circumstances },
      people: [{ details: { name, birth } }],
    });
    const [id] = opened.episodes;
    const of = `episodes/${id}`;
    await officer.record(of, 'risk_assessed', {
      by: 'officer',
      grade: 'medium',
      reasons: 'Young, and not with anybody whom we know.',
      happened_at: minutesAgo(minutes - 5).toISOString(),
    });
    await duty.record(of, 'case_taken', {});
    return { id, of, name, person: opened.people[0], address: `${server.url}/${of}` };
  }
  const notify = (one, rating, minutes) =>
    sergeant.record(one.of, 'mash_notified', { rating, reasons: 'As the protocol says.', happened_at: minutesAgo(minutes).toISOString() });

  const ruby = await open('Ruby Ashworth', 13, 200, 'Not in her bed when her mother got up.');
  await notify(ruby, 'red', 190);
  const green = await open('Owen Lacey', 15, 600, 'Left after a quarrel.');
  await notify(green, 'amber', 570);
  const curfew = await open('Callum Brace', 16, 650, 'Out of the back door at ten.');
  const returned = await open('Theo Marlow', 14, 40 * 60, 'Not home after school.');
  await sergeant.record(returned.of, 'returned', {
    place: 'At his aunt’s',
    located_by: 'His aunt',
    wellbeing_confirmed_by: 'PC Pryce',
    condition: 'Tired, unhurt',
    happened_at: minutesAgo(36 * 60).toISOString(),
  });
  const forgotten = await open('Nadia Frost', 14, 500, 'Did not come home from dancing.');
  for (const one of [ruby, green, curfew, returned]) {
    await duty.record(one.of, 'handover_offered', { to: `${me.role}:${me.account}` });
  }
  return { ruby, green, curfew, returned, forgotten, programs: { handler, officer, sergeant, duty, mash } };
}

// ── 08:50 to 09:02 ──────────────────────────────────────────────────────────────────────────────────

async function acceptTheNight(page, server, { ruby, curfew }) {
  await page.goto(`${server.url}/missing?everyone=yes`);
  await checkPage(page);
  const row = page.locator('.sw-board tr', { hasText: ruby.name });
  assert.match(await row.innerText(), /Kwame Boateng.*offered to Simone Baptiste, not accepted/s, 'it is his until she answers');

  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.waitForURL(/\/handover/);
  const offered = page.locator('#handover-offered .sw-case');
  assert.equal(await offered.count(), 4);
  const briefing = await offered.filter({ hasText: ruby.name }).innerText();
  for (const words of ['Offered by Kwame Boateng', 'Assess in the MASH, in 49 minutes', 'Young, and not with anybody', 'PC Dafydd Pryce']) {
    assert.ok(briefing.includes(words), `her briefing says ${words}: ${briefing}`);
  }
  assert.match(await offered.filter({ hasText: curfew.name }).innerText(), /Send an officer.*overdue/s);
  await checkPage(page);
  await page.getByRole('button', { name: 'Accept all 4 cases' }).click();
  await page.locator('.govuk-notification-banner', { hasText: 'You hold 4 more cases' }).waitFor();
}

// The first line that can still be done in time is the one that is due first, with its hour.
async function findTheMostUrgent(page, server) {
  await page.goto(`${server.url}/`);
  const first = page.locator('section[aria-labelledby="within-the-hour"] .sw-duty').first();
  const words = await first.innerText();
  assert.match(words, /in 4\d minutes/);
  assert.match(words, /\d\d:\d\d/, 'with the time on the clock');
  assert.match(words, /Assess in the MASH.*Ruby Ashworth, 13/s);
  const above = await page.locator('main section').evaluateAll((all) => all.map((each) => each.getAttribute('aria-labelledby')));
  assert.deepEqual(above.slice(0, above.indexOf('within-the-hour')), ['overdue'], 'above it stands only what is late');
  await checkPage(page);
}

async function readWhatIsKnown(page, ruby, { programs }) {
  await page.locator('section[aria-labelledby="within-the-hour"] .sw-duty a', { hasText: 'Assess in the MASH' }).first().click();
  await page.waitForURL(ruby.address);
  assert.match(await page.locator('#holding').innerText(), /You since/);
  assert.match(await page.locator('#risk').innerText(), /Young, and not with anybody/);
  assert.match(await page.locator('#report').innerText(), /Not in her bed/);
  await checkPage(page);

  // While the office is closed the duty team does it too, and both pages say so; while it is open it is hers alone.
  const words = await page.locator('[id^="duty-northamptonshire-mash_assessment-"]').innerText();
  const covered = /covered now by Emergency duty team/.test(words);
  const owedAtNight = await allWork(programs.duty);
  assert.equal(owedAtNight.some((row) => row.episode.episode === ruby.id && row.duty.duty === 'mash_assessment'), covered);

  await page.locator('.moj-identity-bar a', { hasText: ruby.name }).click();
  await page.waitForURL(/\/people\//);
  await checkPage(page);
}

async function allWork(program) {
  const rows = [];
  let after = '';
  do {
    const part = await program.get(`/work${after}`);
    rows.push(...part.items);
    after = part.next ? `?after=${encodeURIComponent(part.next)}` : null;
  } while (after !== null);
  return rows;
}

// ── 09:06 to 09:24 ──────────────────────────────────────────────────────────────────────────────────

// Half an assessment is typed when the telephone rings about another child.
async function answerTheTelephone(page, server, { ruby, curfew }) {
  const half = 'Mother says that she has a new telephone which';
  await openAct(page, ruby.address, 'mash_assessed');
  await fillIn(page, { outcome: half });
  await page.keyboard.press('Tab');
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('/');
  await page.waitForURL(/\/people/);
  await page.locator('input[name="q"]:focus').waitFor();
  await page.keyboard.type('Callum Brace');
  await page.keyboard.press('Enter');
  await page.locator('main li', { hasText: curfew.name }).getByRole('link', { name: 'Missing now' }).click();
  await page.waitForURL(new RegExp(curfew.id));
  await page.getByRole('link', { name: 'Record information' }).first().click();
  await fillIn(page, {
    what: 'He is tagged: a court set a curfew on Monday.',
    source: 'Dr Haddad, the surgery',
    origin: 'partner',
    significance: 'routine',
  });
  await sendButton(page).click();
  await recorded(page, 'information_received');
  await page.goto(`${ruby.address}/acts/mash_assessed`);
  await page.getByRole('button', { name: 'Put it back' }).click();
  assert.equal(await page.locator('[name="outcome"]').inputValue(), half);
}

async function hearOfTheVan(page, { ruby, programs }) {
  await openAct(page, ruby.address, 'information_received');
  await checkPage(page);
  await fillIn(page, {
    what: VAN,
    source: 'Mrs Doyle, the school’s safeguarding lead',
    origin: 'partner',
    reliability: 'reliable',
    credibility: 'known_indirectly',
    significance: 'significant',
  });
  await sendButton(page).click();
  await recorded(page, 'information_received');
  const words = await page.locator('main').innerText();
  assert.match(words, /nobody has looked at the risk since/);
  const owed = await dutiesOf(programs.mash, ruby.id);
  const look = Object.values(owed).find((duty) => duty.duty === 'risk_reassessment' && duty.state === 'open');
  assert.equal(Math.ceil(minutesBetween(new Date(), look.due_at)), 60, 'the risk is to be looked at within the hour');

  // Whoever is told says by name that they know.
  const news = await toldOf(programs.sergeant, ruby.id, { news: 'significant_information' });
  assert.equal(news.to, 'police_supervisor');
  await programs.sergeant.record(ruby.of, 'message_acknowledged', { of: news.entry });

  await record(page, ruby.address, 'marker_recorded', { marker: 'sexual_exploitation', source: 'The school' });
  assert.ok((await page.locator('#messages').textContent()).includes('Acknowledged by Sgt Carol Holloway'));
  return look;
}

async function disagree(page, ruby, desks) {
  await record(page, ruby.address, 'disagreement_raised', {
    reason: 'High: a man takes her away in a van, and she is thirteen.',
    grade: 'high',
  });
  const levels = await page.locator('#risk').innerText();
  for (const level of ['Level 1', 'Level 2', 'Level 3', 'Level 4']) assert.ok(levels.includes(level), `${level} in: ${levels}`);
  assert.match(levels, /Level 1[^\n]*until[^\n]*decides now/, 'level 1 decides now, until an hour that is named');
  await checkPage(page);
  const police = await desks.of('police.supervisor');
  await police.goto(ruby.address);
  assert.match(await police.locator('#risk').innerText(), /a man takes her away in a van/, 'the police see it too');
}

async function takeTheForgotten(page, server, { forgotten }, desks) {
  await page.goto(`${server.url}/missing?everyone=yes`);
  const row = page.locator('.sw-board tr', { hasText: forgotten.name });
  assert.match(await row.innerText(), /Kwame Boateng, Emergency duty team/);
  await row.getByRole('link', { name: forgotten.name }).click();
  await page.getByRole('link', { name: 'Take it over, with a reason' }).click();
  await fillIn(page, { reason: 'His night is over, and it was not among those he offered.' });
  await sendButton(page).click();
  await recorded(page, 'case_taken');
  assert.match(await page.locator('#holding').innerText(), /You since/);
  const before = await desks.of('duty.team');
  await before.goto(forgotten.address);
  assert.match(await before.locator('#holding').innerText(), /Simone Baptiste/);
  assert.match(await before.locator('#history').textContent(), /it was not among those he offered/);
}

// ── 09:28 to 09:50 ──────────────────────────────────────────────────────────────────────────────────

async function rate(page, { green, programs }) {
  const before = (await dutiesOf(programs.mash, green.id)).mash_assessment;
  await openAct(page, green.address, 'mash_rerated');
  await checkPage(page);
  await fillIn(page, { rating: 'green', reasons: 'A quarrel; he is with his cousin, who answers the telephone.' });
  await sendButton(page).click();
  await recorded(page, 'mash_rerated');
  const after = (await dutiesOf(programs.mash, green.id)).mash_assessment;
  assert.equal(Math.round(minutesBetween(before.trigger_at, before.due_at)), 24 * 60);
  assert.equal(after.trigger_at, before.trigger_at, 'it counts from the notification');
  assert.equal(Math.round(minutesBetween(after.trigger_at, after.due_at)), 72 * 60);
}

// What was known before the van, who had read it by then, and what is different now.
async function lookBack(page, desks, { ruby }) {
  await page.goto(ruby.address);
  await page.getByRole('link', { name: 'See an earlier moment' }).first().click();
  await page.waitForURL(/\/moments/);
  await checkPage(page);
  const rows = page.locator('main tbody tr', { hasText: 'MASH notified' });
  await rows.first().getByRole('link').first().click();
  await page.locator('text=The past: as known at').first().waitFor();
  assert.equal(await page.locator('main form[method="post"], main a[href*="/acts/"]').count(), 0, 'nothing can be recorded there');
  for (const later of ['white van', 'Sexual exploitation', 'Disagree']) {
    assert.ok(!(await page.locator('#case').innerText()).includes(later), `${later} was not known then`);
  }
  assert.match(await page.locator('.sw-moment').innerText(), /Held today, and not known at that moment[\s\S]*exploitation/i);
  await checkPage(page);
  await picture(page, 'as-known-at');

  // Who had read it by then is told to the manager who asks, not to everybody.
  assert.equal(await page.getByRole('link', { name: 'Who had seen the case by then' }).count(), 0);
  const manager = await desks.of('mash.manager');
  await manager.goto(page.url());
  await manager.getByRole('link', { name: 'Who had seen the case by then' }).click();
  await manager.waitForURL(/\/seen/);
  const seen = await manager.locator('main').innerText();
  for (const name of ['PC Dafydd Pryce', 'Kwame Boateng']) assert.ok(seen.includes(name), `${name} had: ${seen}`);
  assert.ok(!seen.includes('Simone Baptiste'));
  await checkPage(manager);

  await page.getByRole('link', { name: 'Compare with now' }).click();
  await page.waitForURL(/\/compare/);
  const changes = await page.locator('main').innerText();
  for (const each of ['Marker: Sexual exploitation', 'Duty: Assess in the MASH', 'Information', 'Disagreement']) {
    assert.ok(changes.includes(each), `${each} is new: ${changes}`);
  }
  await checkPage(page);
}

async function decideWhatItMeans(page, returned) {
  await page.goto(returned.address);
  await page.getByRole('link', { name: 'Decide what the episode means for the child' }).first().click();
  await fillIn(page, { significance: 'targeted_support', reasons: 'He stays away when his stepfather is at home.' });
  await sendButton(page).click();
  await recorded(page, 'significance_decided');
  const owed = page.locator('main', { hasText: 'No task asks for the support yet' });
  await owed.waitFor();
  await checkPage(page);
  await page.getByRole('link', { name: 'Set a task' }).first().click();
  await fillIn(page, { owner: 'mct_family_support' });
  if (await page.locator('[name="title"]').inputValue() === '') await fillIn(page, { title: 'Arrange targeted support' });
  await sendButton(page).click();
  await recorded(page, 'task_set');
  assert.match(await page.locator('#tasks').innerText(), /Missing children team family support/);
}

// The police decide of which kind a case is: they take up what the surgery said.
async function changeTheKind({ curfew }, desks) {
  const police = await desks.of('police.supervisor');
  await record(police, curfew.address, 'class_changed', { class: 'absconded', reason: 'Under a curfew of the court; from Dr Haddad, the surgery.' });
  await police.goto(curfew.address);
  await checkPage(police);
}

// ── Afterwards ──────────────────────────────────────────────────────────────────────────────────────

async function looksAfterwards({ ruby, green, curfew, returned, forgotten, programs }, look) {
  const { mash, sergeant } = programs;
  const owed = await dutiesOf(mash, ruby.id);
  assert.equal(owed.mash_assessment.state, 'met');
  assert.ok(minutesBetween(owed.mash_assessment.met_at, owed.mash_assessment.due_at) > 0, 'in time');
  const disagreement = owed[Object.keys(owed).find((name) => name.startsWith('risk_disagreement'))];
  assert.equal(disagreement.state, 'open');
  assert.equal(Math.round(minutesBetween(disagreement.trigger_at, disagreement.due_at)), 12 * 60);
  assert.equal((await sergeant.get(`/episodes/${ruby.id}/duties`)).packs[0].duties.find((duty) => duty.due_at === look.due_at)?.duty, 'risk_reassessment');
  const support = (await mash.get(`/episodes/${returned.id}/tasks`)).items;
  assert.deepEqual(support.map((task) => [task.owner, task.state]), [['mct_family_support', 'open']]);
  assert.ok(support[0].due_at, 'by when');

  const ledger = await ledgerOf(mash, ruby.id);
  const [heard] = entriesOf(ledger, 'information_received');
  assert.deepEqual([heard.event.significance, heard.event.reliability], ['significant', 'reliable']);
  for (const word of ['handover_accepted', 'marker_recorded', 'disagreement_raised', 'mash_assessed']) {
    assert.equal(entriesOf(ledger, word).length, 1, word);
  }
  assert.equal(entriesOf(await ledgerOf(mash, green.id), 'mash_rerated').length, 1);
  assert.equal(entriesOf(await ledgerOf(mash, returned.id), 'significance_decided').length, 1);
  assert.equal(entriesOf(await ledgerOf(mash, forgotten.id), 'case_taken').length, 2);
  const [change] = entriesOf(await ledgerOf(mash, curfew.id), 'class_changed');
  assert.equal(change.event.class, 'absconded');
  assert.match(change.event.reason, /Dr Haddad/);
}
