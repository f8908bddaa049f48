// What the walks of the six hours (docs/guides/hours.md) share: a program beside the people, which sets the stage before
// the hour and reads the duties, the messages and the ledger after it; and the pictures of the tour.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { forEachEngine, onFirstEngine } from './suite.js';

const MINUTE = 60_000;
const LIKELY_KNOWN = 'urn:safewell:problem:likely-known';

export const minutesAgo = (minutes) => new Date(Date.now() - minutes * MINUTE);
export const hoursAgo = (hours) => minutesAgo(60 * hours);

// Whether the tour is being taken (`just tour`).
const isTour = () => process.env.SAFEWELL_TOUR !== undefined;

// Walks an hour, with scripts, on every database; for the tour on one. `walk` gets what a test of `forEachEngine` gets.
// `rules` are files of rules that the server takes instead of its own.
export function anHour(title, name, walk, rules) {
  const onThese = isTour() ? onFirstEngine : forEachEngine;
  onThese(title, ({ test }) => test(name, { scripts: 'on', endsWithin: 240_000 }, walk), rules);
}

// Rules by which the offices are closed whenever the walk is walked, as they are at night.
export function closedOffices() {
  const day = (from) => new Date(Date.now() + from * 24 * 60 * MINUTE).toISOString().slice(0, 10);
  const closed = (date) => `[[day]]\ndate = ${date}\nnations = ["england-and-wales"]\noccasion = "The walk of a night"\n`;
  return { 'bank-holidays.toml': [-3, -2, -1, 0, 1, 2, 3].map((from) => closed(day(from))).join('\n') };
}

// Takes a picture of what is in view for the tour, as docs/tour/<name>.png; a test that is only a test takes none.
export async function picture(page, name) {
  if (!isTour()) return;
  const folder = resolve(import.meta.dirname, '../../../docs/tour');
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.screenshot({ path: resolve(folder, `${name}.png`), animations: 'disabled' });
}

// A program signed in as one of the demonstration's people, over the API.
export async function programOf(server, username) {
  const base = `${server.url}/api/v1`;
  const headers = { 'content-type': 'application/json' };
  const { token } = await send(`${base}/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password: server.passwordOf(username) }),
  });
  headers.authorization = `Bearer ${token}`;
  const get = (path) => send(base + path, { headers });
  const post = (path, body, more = {}, expected = []) =>
    send(
      base + path,
      {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': randomUUID(), ...more },
        body: JSON.stringify(body),
      },
      expected,
    );

  return {
    get,
    post,
    // Records an act on a case (`episodes/<id>`) or a record (`people/<id>`), on what stands there now.
    async record(of, word, body) {
      const { version } = await get(`/${of}`);
      return post(`/${of}/acts/${word}`, body, { 'if-match': `"${version}"` });
    },
    // Takes a report of people who have no record, and answers with the ids of the call, its people and their episodes. Names
    // in tests are alike, so it may be asked whether it is somebody of another test: it is not.
    async report(details) {
      const body = { class: 'missing', ...details };
      const answer = await post('/reports', body, {}, [LIKELY_KNOWN]);
      if (answer.type !== LIKELY_KNOWN) return answer;
      for (const { place, people, reported_as } of answer.likely) {
        body.people[place].not_the_same_as = people.map(({ person }) => person);
        body.people[place].not_reported_as = reported_as;
      }
      return post('/reports', body);
    },
  };
}

// Answers with what came back; anything but success is a fault, except the problems that are expected.
async function send(address, request, expected = []) {
  const answer = await fetch(address, request);
  const body = await answer.json();
  const asExpected = answer.ok || expected.includes(body.type);
  assert.ok(asExpected, `${request.method ?? 'GET'} ${address} answers ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}

// The id of the case or record on whose page we are.
export function idOn(page) {
  return new URL(page.url()).pathname.split('/')[2];
}

// What is owed in a case: each duty by its word, a number behind it where there are several, with state and moments.
export async function dutiesOf(program, episode) {
  const { packs } = await program.get(`/episodes/${episode}/duties`);
  const owed = {};
  for (const duty of packs.flatMap((pack) => pack.duties)) {
    const about = duty.of ? ` of ${duty.of}` : '';
    const number = duty.sequence ? ` ${duty.sequence}` : '';
    owed[`${duty.duty}${about}${number}`] = duty;
  }
  return owed;
}

// The states of the duties alone, in the order of their names.
export function statesOf(duties) {
  const names = Object.keys(duties).sort();
  return Object.fromEntries(names.map((name) => [name, duties[name].state]));
}

// Everything recorded in a case, what was recorded first first.
export async function ledgerOf(program, episode) {
  const entries = [];
  let after = '';
  do {
    const page = await program.get(`/episodes/${episode}/timeline?limit=100${after}`);
    entries.push(...page.items);
    after = page.next ? `&after=${encodeURIComponent(page.next)}` : null;
  } while (after !== null);
  return entries.sort((one, other) => (one.recorded_at < other.recorded_at ? -1 : one.recorded_at > other.recorded_at ? 1 : one.sequence - other.sequence));
}

// The entries of a ledger that have this word.
export const entriesOf = (ledger, word) => ledger.filter((entry) => entry.word === word);

// What waits to be acknowledged in a case by the roles that this program's person works for.
export async function waitingIn(program, episode) {
  const waiting = [];
  let after = '';
  do {
    const page = await program.get(`/messages${after}`);
    waiting.push(...page.items.filter((message) => message.episode.episode === episode));
    after = page.next ? `?after=${encodeURIComponent(page.next)}` : null;
  } while (after !== null);
  return waiting;
}

// The message that waits in a case about what `cause` names, once Safewell has sent it: it does so a moment after the entry.
export async function toldOf(program, episode, cause) {
  const is = (message) => Object.entries(cause).every(([key, value]) => message.cause[key] === value);
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(250)) {
    const found = (await waitingIn(program, episode)).find(is);
    if (found) return found;
  }
  return assert.fail(`nobody was told of ${JSON.stringify(cause)}`);
}

// How far apart two moments are, in minutes.
export const minutesBetween = (from, until) => (new Date(until) - new Date(from)) / MINUTE;
