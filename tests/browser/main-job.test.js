// The main job, from the call to the closed case, by everyone who has a part in it. After each step exactly the duties
// that ought to have changed have changed. On the way people make the mistakes that people make.

import assert from 'node:assert/strict';
import { runsWithoutScripts } from './lib/browser.js';
import { Duties, addressOf, dueOf, historyOf, openAct, record, recorded, refusedAt, timesInHistory } from './lib/case.js';
import { fillIn, happenedAt, lastRepeatedHour, moment, sendButton, standing } from './lib/form.js';
import { sendAsSomebodyNew } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

const HOUR = 3_600_000;
const hoursAgo = (hours) => new Date(Date.now() - hours * HOUR);

// A child who has been missing for thirty hours when the call comes: the first strategy meeting is due already.
const CHILD = {
  name: 'Saoirse Example-Whitcombe',
  'birth-date-day': '9',
  'birth-date-month': '5',
  'birth-date-year': String(new Date().getFullYear() - 15),
  sex: 'female',
  description: 'Tall, red hair in a plait, grey parka with a torn cuff.',
  care: 'not_in_care',
};
const CIRCUMSTANCES = 'Went to bed as usual; her bed was empty in the morning and her window open. Telephone off since.';

forEachEngine('The main job', ({ test }) => {
  test('a child is reported, looked for, found, heard, and the case closed', { endsWithin: 240_000 }, async ({ desks }) => {
    const handler = await desks.of('call.handler');
    const address = await takeReport(handler);
    const duties = new Duties();
    await duties.expect(handler, AFTER_THE_REPORT, 'the report');

    const officer = await desks.of('response.officer');
    const supervisor = await desks.of('police.supervisor');
    await gradeTheRisk({ officer, supervisor, address, duties });

    const mash = await desks.of('mash.decisions');
    const unit = await desks.of('missing.unit');
    await tellOthers({ supervisor, unit, mash, address, duties });
    await meet({ mash, address, duties });
    await hearOfHer({ handler, supervisor, address, duties });
    await comeHome({ handler, supervisor, address, duties });
    await talkToHer({ desks, supervisor, address, duties });
    await correctAnEntry({ supervisor, address, duties });
    await closeTheCase({ supervisor, address, duties });
  });
});

// ── The report ──────────────────────────────────────────────────────────────────────────────────────

async function takeReport(page) {
  await page.goto(new URL('/reports/new', page.url()).href);
  await fillIn(page, { name: CHILD.name });
  await sendButton(page, 'send').click();
  await refusedAt(page, 'circumstances', /What happened/);
  assert.deepEqual(await unansweredOn(page, /^What happened/), ['What happened'], 'what is unanswered stays in view');

  await page.locator('.moj-sub-navigation a', { hasText: 'The call' }).click();
  await fillIn(page, {
    'reporter-name': 'Ines Whitcombe',
    'reporter-relation': 'mother',
    'reporter-reach': '01632 960187',
    log_number: '118',
  });
  await sendButton(page, 'next').click();

  await page.waitForURL(/\/people/);
  assert.equal((await standing(page, ['name'])).name, CHILD.name);
  await fillIn(page, CHILD);
  await sendButton(page, 'next').click();

  await page.waitForURL(/\/circumstances/);
  const ahead = new Date(Date.now() + 26 * HOUR);
  await fillIn(page, { circumstances: CIRCUMSTANCES, ...moment('missing_since', ahead) });
  await sendButton(page, 'next').click();
  await refusedAt(page, 'missing_since-day', /ahead/);
  assert.equal((await standing(page, ['circumstances'])).circumstances, CIRCUMSTANCES);
  await fillIn(page, moment('missing_since', hoursAgo(30)));
  await sendButton(page, 'next').click();

  await page.waitForURL(/\/concerns/);
  await fillIn(page, { concern: 'She has never stayed away overnight.' });
  await sendButton(page, 'next').click();
  await page.waitForURL(/\/check/);
  await sendAsSomebodyNew(page);
  await page.locator('.moj-identity-bar', { hasText: CHILD.name }).waitFor();
  return addressOf(page);
}

// The questions listed as unanswered whose words fit.
async function unansweredOn(page, words) {
  const listed = await page.locator('.sw-unanswered li').allInnerTexts();
  return listed.map((each) => each.trim()).filter((each) => words.test(each));
}

const AFTER_THE_REPORT = {
  initial_risk_assessment: 'To do',
  notify_social_care: 'To do',
  family_signposted: 'To do',
  need_to_know_briefing: 'To do',
  'incident_form of episode': 'To do',
  'location_form of episode': 'To do',
  'strategy_meeting 1': 'To do',
  'strategy_meeting 2': 'Ahead',
  ukmpu_referral: 'To do',
};

// ── Risk ────────────────────────────────────────────────────────────────────────────────────────────

async function gradeTheRisk({ officer, supervisor, address, duties }) {
  const reasons = 'Out of character, overnight, no money, nobody has heard from her.';
  await openAct(officer, address, 'risk_assessed');
  await fillIn(officer, { grade: 'high' });
  await sendButton(officer).click();
  await refusedAt(officer, 'reasons', /Why this grade/);

  // A child's risk may not be low. The form does not offer it; somebody who sends it all the same is refused.
  const low = officer.locator('input[name="grade"][value="low"]');
  assert.ok(await low.isDisabled(), 'a grade that is not permitted cannot be chosen');
  await low.evaluate((control) => control.removeAttribute('disabled'));
  await fillIn(officer, { grade: 'low', reasons });
  await sendButton(officer).click();
  await refusedAt(officer, 'grade', /cannot be given to this person/);
  assert.equal((await standing(officer, ['reasons'])).reasons, reasons);

  await fillIn(officer, {
    grade: 'high',
    'considerations-0-what': 'Left by the window, with a small bag.',
    'considerations-0-source': 'Mother, at the address',
  });
  await sendButton(officer).click();
  await recorded(officer, 'risk_assessed');
  await duties.expect(officer, AFTER_THE_ASSESSMENT, 'the officer’s assessment');

  await record(supervisor, address, 'risk_reviewed', { grade: 'high', reasons: 'I agree: a night is past, and it is cold.' });
  await duties.expect(supervisor, AFTER_THE_REVIEW, 'the supervisor’s review');
  await record(supervisor, address, 'officer_deployed', { officer: 'PC Hannah Iqbal, call sign BR21', place: 'Home address' });
  await duties.expect(supervisor, AFTER_THE_OFFICER, 'an officer sent');
}

const AFTER_THE_ASSESSMENT = {
  initial_risk_assessment: 'Done',
  'supervisor_risk_review 1': 'To do',
  'risk_reassessment 1': 'To do',
  officer_deployed: 'To do',
  senior_management_review: 'To do',
  io_appointed: 'To do',
  media_strategy: 'To do',
  family_support: 'To do',
};
const AFTER_THE_REVIEW = {
  'supervisor_risk_review 1': 'Done',
  'risk_reassessment 1': 'Done',
  'risk_reassessment 2': 'To do',
};
const AFTER_THE_OFFICER = { officer_deployed: 'Done' };

// ── Others are told ─────────────────────────────────────────────────────────────────────────────────

async function tellOthers({ supervisor, unit, mash, address, duties }) {
  await record(unit, address, 'social_care_notified', { who: 'Duty desk, by telephone' });
  await duties.expect(unit, AFTER_SOCIAL_CARE, 'social care told');
  await record(supervisor, address, 'mash_notified', {});
  await duties.expect(supervisor, AFTER_THE_NOTIFICATION, 'the MASH notified');
  assert.match(await dueOf(supervisor, 'mash_assessment'), /in (4|3) hours/, 'without a rating it runs as red');
  await record(mash, address, 'mash_rerated', { rating: 'amber', reasons: 'Not known to us; a settled home.' });
  await duties.expect(mash, {}, 'the rating');
  assert.match(await dueOf(mash, 'mash_assessment'), /in (1 day|23 hours)/, 'amber gives a day');
  await record(mash, address, 'mash_assessed', { outcome: 'Strategy meeting today; a worker is found by the evening.' });
  await duties.expect(mash, AFTER_THE_MASH, 'the MASH’s assessment');
  await record(unit, address, 'ukmpu_referred', { reference: '26-004411' });
  await duties.expect(unit, AFTER_THE_REFERRAL, 'the referral to the national unit');
}

const AFTER_SOCIAL_CARE = { notify_social_care: 'Done' };
const AFTER_THE_NOTIFICATION = { mash_assessment: 'To do' };
const AFTER_THE_MASH = { mash_assessment: 'Done' };
const AFTER_THE_REFERRAL = { ukmpu_referral: 'Done' };

async function meet({ mash, address, duties }) {
  await record(mash, address, 'strategy_meeting_held', {
    occasion: 'series',
    chair: 'Simone Baptiste',
    attended: 'Police (Sgt Holloway), social care, the school’s safeguarding lead',
    decisions: 'Police look at her accounts today; the school asks her two friends, with their parents.',
  });
  await duties.expect(mash, AFTER_THE_MEETING, 'the strategy meeting');
  await record(mash, address, 'minutes_circulated', { to: 'Everyone who took part, and her headteacher' });
  await duties.expect(mash, AFTER_THE_MINUTES, 'the minutes');
}

const AFTER_THE_MEETING = { 'strategy_meeting 1': 'Done', strategy_minutes: 'To do' };
const AFTER_THE_MINUTES = { strategy_minutes: 'Done' };

// ── Information comes in ────────────────────────────────────────────────────────────────────────────

async function hearOfHer({ handler, supervisor, address, duties }) {
  const what = 'A friend’s father saw her at the bus station an hour ago, alone, in a grey parka.';
  await openAct(handler, address, 'information_received');
  const answers = { what, source: 'Mr Danso, the friend’s father', how_to_reach: '07700 900112', significance: 'significant' };
  await fillIn(handler, { ...happenedAt(new Date(Date.now() + 2 * HOUR)), ...answers });
  await sendButton(handler).click();
  await refusedAt(handler, 'happened_at-when', /later than now/);
  assert.deepEqual(await standing(handler, Object.keys(answers)), answers, 'nothing typed is lost');
  // Without scripts the time typed still stands in view beside “Now”, and contradicts it.
  const contradiction = runsWithoutScripts(handler) ? { 'happened_at-time': '' } : {};
  await fillIn(handler, { ...contradiction, 'happened_at-when': 'now' });
  await sendButton(handler).click();
  await recorded(handler, 'information_received');
  await duties.expect(handler, {}, 'significant information');
  assert.match(await dueOf(handler, 'risk_reassessment'), /in (1 hour|\d+ minutes)/, 'the risk is looked at within the hour');

  // Older information, of the night on which the clocks went back: which of the two hours is asked, never guessed.
  const night = lastRepeatedHour();
  await openAct(supervisor, address, 'information_received');
  await fillIn(supervisor, {
    'happened_at-when': 'then',
    'happened_at-day': String(night.getUTCDate()),
    'happened_at-month': String(night.getUTCMonth() + 1),
    'happened_at-year': String(night.getUTCFullYear()),
    'happened_at-time': '01:30',
    what: 'That night she rang a helpline and hung up.',
    source: 'Telephone records',
    significance: 'routine',
  });
  await sendButton(supervisor).click();
  await refusedAt(supervisor, 'happened_at-occurrence', /happened twice/);
  await fillIn(supervisor, { 'happened_at-occurrence': 'second' });
  await sendButton(supervisor).click();
  await recorded(supervisor, 'information_received');
  await supervisor.goto(`${address}?history=all`);
  await supervisor.locator('#history time', { hasText: /01:30/ }).first().waitFor({ state: 'attached' });
  await duties.expect(supervisor, {}, 'routine information');
}

// ── The return ──────────────────────────────────────────────────────────────────────────────────────

async function comeHome({ handler, supervisor, address, duties }) {
  await record(handler, address, 'return_reported', { by: 'Her mother, 01632 960187', place: 'At home' });
  await duties.expect(handler, AFTER_THE_REPORTED_RETURN, 'a return reported');
  await handler.locator('.moj-identity-bar', { hasText: 'Return not confirmed' }).waitFor();

  // Reported is not confirmed: the case cannot be closed on it, nor an interview recorded.
  await openAct(supervisor, address, 'episode_closed');
  await fillIn(supervisor, { summary: 'Home, says her mother.' });
  await sendButton(supervisor).click();
  await refusedAt(supervisor, null, /cannot be closed: nobody has confirmed/);
  await openAct(supervisor, address, 'returned');
  await fillIn(supervisor, { place: 'At home', located_by: 'PC Hannah Iqbal, at the door', condition: 'Cold, hungry, unhurt' });
  await sendButton(supervisor).click();
  await refusedAt(supervisor, 'wellbeing_confirmed_by', /confirmed that they are well/i);
  await fillIn(supervisor, { wellbeing_confirmed_by: 'PC Hannah Iqbal, who spoke with her alone', harm: 'None told of' });
  await sendButton(supervisor).click();
  await recorded(supervisor, 'returned');
  await duties.expect(supervisor, AFTER_THE_RETURN, 'the confirmed return');
}

const AFTER_THE_REPORTED_RETURN = { verify_return: 'To do' };
const AFTER_THE_RETURN = {
  verify_return: 'Done',
  prevention_interview: 'To do',
  independent_return_interview: 'To do',
  ukmpu_told_found: 'To do',
  // What was owed only while she was missing is owed no more.
  need_to_know_briefing: 'Ended in time',
  'risk_reassessment 2': 'Ended in time',
  senior_management_review: 'Ended in time',
  io_appointed: 'Ended in time',
  media_strategy: 'Ended in time',
  family_support: 'Ended in time',
  'strategy_meeting 2': null,
};

// ── The interviews ──────────────────────────────────────────────────────────────────────────────────

async function talkToHer({ desks, supervisor, address, duties }) {
  const interview = {
    interviewer: 'PC Hannah Iqbal',
    why: 'An argument about a telephone; she walked, and then did not dare to come back.',
    harm: 'None told of',
  };
  await record(supervisor, address, 'prevention_interview_attempted', {
    outcome: 'refused',
    note: 'She is asleep on her feet. Again at ten tomorrow.',
  });
  await duties.expect(supervisor, {}, 'an attempt at the prevention interview');
  await record(supervisor, address, 'prevention_interview_completed', interview);
  await duties.expect(supervisor, AFTER_THE_PREVENTION_INTERVIEW, 'the prevention interview');

  const support = await desks.of('family.support');
  await record(support, address, 'iri_offered', { by: 'Abigail Stroud, by telephone' });
  await record(support, address, 'iri_declined', { by: 'child', reason: '“I have told it all once.”' });
  await duties.expect(support, {}, 'the interview offered and declined');
  const manager = await desks.of('practice.manager');
  await record(manager, address, 'iri_decline_reviewed', {
    referral: 'not_referred',
    reason: 'She talks with her school counsellor, who agreed to ask.',
  });
  await duties.expect(manager, AFTER_THE_DECLINE, 'the decision on the declined interview');
  await record(support, address, 'iri_held_by_other', {
    who: 'Her school counsellor, whom she chose',
    findings: 'She is worried about her father’s illness.',
  });
  await duties.expect(support, {}, 'a talk held by somebody she accepts');
  await record(supervisor, address, 'findings_shared', {
    of: 'prevention_interview',
    with: 'Children’s services, to protect her',
  });
  await duties.expect(supervisor, AFTER_THE_FINDINGS, 'the findings shared');
}

const AFTER_THE_PREVENTION_INTERVIEW = {
  prevention_interview: 'Done',
  'interview_findings_shared of prevention_interview': 'To do',
};
const AFTER_THE_DECLINE = { independent_return_interview: 'Done' };
const AFTER_THE_FINDINGS = { 'interview_findings_shared of prevention_interview': 'Done' };

// ── Correction and closure ──────────────────────────────────────────────────────────────────────────

async function correctAnEntry({ supervisor, address, duties }) {
  await supervisor.goto(`${address}?history=all`);
  const entry = supervisor.locator('#history .moj-timeline__item', { hasText: 'Cold, hungry, unhurt' });
  await entry.getByRole('link', { name: /^Correct this entry/ }).click();
  await supervisor.waitForURL(/\/correct$/);
  await sendButton(supervisor).click();
  await refusedAt(supervisor, 'correction_reason', /Why is this corrected/);
  await fillIn(supervisor, { condition: 'Cold and hungry; a graze on the left hand', correction_reason: 'Left out the hand' });
  await sendButton(supervisor).click();
  await recorded(supervisor, 'corrected');
  const corrected = supervisor.locator('#history .moj-timeline__item', { hasText: 'a graze on the left hand' }).first();
  assert.match(await corrected.innerText(), /Left out the hand/);
  assert.match(await corrected.locator('del').first().innerText(), /Cold, hungry, unhurt/);
  await duties.expect(supervisor, {}, 'the correction');
}

async function closeTheCase({ supervisor, address, duties }) {
  await record(supervisor, address, 'episode_closed', { summary: 'Home and heard. Nothing is left that only this case holds.' });
  await duties.expect(supervisor, {}, 'the closure');
  await supervisor.locator('.moj-identity-bar', { hasText: /Closed/ }).waitFor();
  const history = await historyOf(supervisor);
  assert.match(history[0], /closed/i);
  assert.equal(await timesInHistory(supervisor, 'Her school counsellor, whom she chose'), 1);
}
