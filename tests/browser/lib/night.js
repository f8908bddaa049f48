// Who stands on record before the night of docs/guides/hours.md.

import { hoursAgo, programOf } from './hour.js';

const DAY_IN_HOURS = 24;

// A date of birth for somebody who is that old on any day of this year.
export function bornYearsAgo(years) {
  const birthday = new Date();
  birthday.setUTCFullYear(birthday.getUTCFullYear() - years);
  birthday.setUTCDate(birthday.getUTCDate() - 40);
  return { known: 'exact', date: birthday.toISOString().slice(0, 10) };
}

// Kayleigh and Joel Marsden, with their foster carer at 12 Sallow Bank: both known, both in care, Kayleigh missing once
// before. Answers with the ids of their records.
export async function theMarsdens(server) {
  const handler = await programOf(server, 'call.handler');
  const sergeant = await programOf(server, 'police.supervisor2');
  const before = { reported_at: hoursAgo(90 * DAY_IN_HOURS).toISOString(), missing_since: hoursAgo(90 * DAY_IN_HOURS + 2).toISOString() };
  const home = '12 Sallow Bank, Great Maddock';
  const carer = { name: 'Sheila Tranter', relation: 'Foster carer', reach: '01632 960341' };
  const kayleigh = await handler.report({
    ...before,
    report: { circumstances: 'Not back from a friend’s.', reporter: carer },
    people: [{
      details: {
        name: 'Kayleigh Marsden',
        birth: bornYearsAgo(15),
        sex: 'female',
        description: 'Tall, light brown hair to the shoulder, a small scar on the chin.',
        home_address: home,
        medication: 'Insulin, four times a day',
        contacts: [carer],
      },
      markers: [{ marker: 'essential_medication', source: 'Nadia Karimi, allocated worker', note: 'Insulin' }],
    }],
  });
  const [first] = kayleigh.episodes;
  await sergeant.record(`episodes/${first}`, 'returned', {
    place: home,
    located_by: 'PC Tom Aldridge, at the door',
    wellbeing_confirmed_by: 'PC Tom Aldridge, who spoke with her',
    condition: 'Well',
    happened_at: hoursAgo(90 * DAY_IN_HOURS - 6).toISOString(),
  });
  const joel = await handler.report({
    class: 'late_home',
    class_reason: 'Back while his carer was on the telephone.',
    reported_at: hoursAgo(200 * DAY_IN_HOURS).toISOString(),
    report: { circumstances: 'Late from football.', reporter: carer },
    people: [{ details: { name: 'Joel Marsden', birth: bornYearsAgo(11), sex: 'male', description: 'Small for his age, short brown hair.', home_address: home, contacts: [carer] } }],
  });
  const stage = { kayleigh: kayleigh.people[0], joel: joel.people[0] };
  const worker = await programOf(server, 'social.worker');
  for (const person of Object.values(stage)) {
    const of = `people/${person}`;
    const happened_at = hoursAgo(80 * DAY_IN_HOURS).toISOString();
    await worker.record(of, 'care_status_recorded', { basis: 'care_order', unaccompanied_asylum_seeker: false, happened_at });
    await worker.record(of, 'worker_allocated', { worker: 'Nadia Karimi', team: 'Corporate parenting', happened_at });
    await worker.record(of, 'placement_recorded', {
      kind: 'planned', start: happened_at, where: 'in_area', address: `Sheila Tranter, ${home}, 01632 960341`, happened_at,
    });
  }
  for (const form of ['incident_form', 'location_form']) {
    await worker.record(`people/${stage.kayleigh}`, 'form_completed', { form, happened_at: hoursAgo(79 * DAY_IN_HOURS).toISOString() });
  }
  return stage;
}

// Dexter Amoah, who lives at Rowan House: in care, his forms complete, back on the morning before from a night away, the
// talk about it not yet held. Answers with the ids of his record and of that time missing.
export async function dexter(server) {
  const [handler, sergeant, worker, home] = await Promise.all(
    ['call.handler', 'police.supervisor2', 'social.worker', 'rowan.house'].map((name) => programOf(server, name)),
  );
  const { agency } = await home.get('/me');
  const { people, episodes } = await handler.report({
    reported_at: hoursAgo(28).toISOString(),
    missing_since: hoursAgo(29).toISOString(),
    report: { circumstances: 'Not back from a friend’s.', reporter: { name: 'Shanice Duffy', relation: 'Home manager', reach: '01632 960355' } },
    people: [{
      details: { name: 'Dexter Amoah', birth: bornYearsAgo(16), sex: 'male', description: 'Slim, short black hair, a gap in his front teeth.', home_address: 'Rowan House' },
      care: { basis: 'care_order', unaccompanied_asylum_seeker: false, plans_and_orders: '', reviewing_officer: '' },
    }],
  });
  const [person] = people;
  const happened_at = hoursAgo(27).toISOString();
  await worker.record(`people/${person}`, 'worker_allocated', { worker: 'Nadia Karimi', happened_at });
  await worker.record(`people/${person}`, 'placement_recorded', {
    kind: 'planned', start: happened_at, where: 'in_area', provider: agency.agency, address: 'Rowan House', happened_at,
  });
  for (const form of ['incident_form', 'location_form']) await worker.record(`people/${person}`, 'form_completed', { form, happened_at });
  await sergeant.record(`episodes/${episodes[0]}`, 'returned', {
    place: 'Rowan House',
    located_by: 'PC Tom Aldridge, at the door',
    wellbeing_confirmed_by: 'PC Tom Aldridge, who spoke with him',
    condition: 'Well, tired',
    happened_at: hoursAgo(20).toISOString(),
  });
  return { person, before: episodes[0] };
}
