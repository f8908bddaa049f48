// A case as its page shows it, and recording on it.

import assert from 'node:assert/strict';
import { fillIn, sendButton } from './form.js';

// The address of the case or record on whose page we are.
export function addressOf(page) {
  const { origin, pathname } = new URL(page.url());
  const [, kind, id] = pathname.split('/');
  return `${origin}/${kind}/${id}`;
}

// Opens the form of an act.
export async function openAct(page, address, word) {
  const answer = await page.goto(`${address}/acts/${word}`);
  assert.equal(answer.status(), 200, `the form of ${word}`);
}

// Records an act, and ends on the page of the case.
export async function record(page, address, word, answers) {
  await openAct(page, address, word);
  await fillIn(page, answers);
  await sendButton(page).click();
  await recorded(page, word);
}

// The page of the case says that it was recorded.
export async function recorded(page, word) {
  await page.waitForURL((url) => url.searchParams.get('recorded') === word, { timeout: 10_000 }).catch(async () => {
    const errors = await page.locator('.govuk-error-summary li').allInnerTexts();
    assert.fail(`${word} was not recorded at ${page.url()}: ${errors.join(' ') || (await page.title())}`);
  });
  await page.locator('.govuk-notification-banner').waitFor();
}

// The form comes back with an error that leads to this control.
export async function refusedAt(page, control, words) {
  const summary = page.locator('.govuk-error-summary');
  await summary.waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.match(await summary.innerText(), words);
  if (control === null) return;
  const link = summary.locator(`a[href="#${control}"]`);
  assert.equal(await link.count(), 1, `an error leads to ${control}: ${await summary.innerHTML()}`);
  assert.equal(await page.locator(`[id="${control}"]`).count(), 1, `${control} is on the page`);
}

// Every duty that the page shows, with its state. A duty of a series has its number, one about something else a word.
export async function dutiesOn(page) {
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll('.sw-duty[id^="duty-northamptonshire-"]')].map((row) => ({
      id: row.id,
      state: row.querySelector('.govuk-tag')?.textContent.trim() ?? '',
    })),
  );
  const duties = {};
  for (const { id, state } of rows) {
    const parts = /^duty-northamptonshire-([a-z0-9_]+)-(.*)-(\d+)$/.exec(id);
    assert.ok(parts, `a duty of the protocol: ${id}`);
    const [, duty, of, number] = parts;
    const about = /^[a-z_]+$/.test(of) ? ` of ${of}` : '';
    const name = `${duty}${about}${number === '0' ? '' : ` ${number}`}`;
    let free = name;
    for (let place = 2; free in duties; place += 1) free = `${name} (${place})`;
    duties[free] = state;
  }
  return duties;
}

// The words beside a duty that say when it is due.
export async function dueOf(page, duty) {
  const row = page.locator(`[id^="duty-northamptonshire-${duty}-"]`, { has: page.locator('.govuk-tag', { hasText: 'To do' }) });
  return row.locator('.sw-duty__when').first().textContent(); // what is due much later is folded away
}

// Follows the duties of one case: after each step exactly those named have changed.
export class Duties {
  #known = {};

  // `changes` holds the state of each duty that came or changed; `null` for one that is no longer there.
  async expect(page, changes, after) {
    const expected = { ...this.#known, ...changes };
    for (const [name, state] of Object.entries(changes)) if (state === null) delete expected[name];
    const found = await dutiesOn(page);
    assert.deepEqual(sorted(found), sorted(expected), `the duties after: ${after}`);
    this.#known = expected;
  }
}

function sorted(duties) {
  return Object.fromEntries(Object.entries(duties).sort(([a], [b]) => (a < b ? -1 : 1)));
}

// The page with the whole history: at first only the latest entries are shown.
async function showAllHistory(page) {
  const all = page.locator('#history a', { hasText: /^Show all/ });
  if ((await all.count()) === 0) return;
  await all.first().click();
  await page.waitForURL(/history=all/);
}

// The titles of the entries of the history, the latest first.
export async function historyOf(page) {
  await showAllHistory(page);
  return page.locator('#history .moj-timeline__title').allInnerTexts();
}

// How many times a text stands in the history.
export async function timesInHistory(page, text) {
  await showAllHistory(page);
  return page.locator('#history dd', { hasText: text }).count();
}
