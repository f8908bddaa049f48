// Every page and every form, as it is first seen and with mistakes in it: free of accessibility faults by light and by
// dark, and no wider than a telephone. How they look no database can change, so one engine is enough.

import assert from 'node:assert/strict';
import { checkFitsNarrowScreen, checkInBothLights, checkPage } from './lib/checks.js';
import { addressOf } from './lib/case.js';
import { fillIn, sendButton } from './lib/form.js';
import { openCase } from './lib/report.js';
import { onFirstEngine } from './lib/suite.js';

// Between them they may record every act.
const ROLES = [
  'police.supervisor',
  'senior.manager',
  'missing.unit',
  'mash.manager',
  'team.manager',
  'assistant.director',
  'family.support',
  'quality.manager',
];

// The width of a sheet of A4 without the margins of 12 mm, at 96 points an inch.
const A4_BETWEEN_MARGINS = 703;

onFirstEngine('How it looks', ({ test }) => {
  test('the lists', async ({ desks, server, scripts }) => {
    const pages = [
      ['police.supervisor', '/'],
      ['mash.decisions', '/'],
      ['adult.care', '/'],
      ['police.supervisor', '/missing'],
      ['police.supervisor', '/missing?grade=high&age=child&sort=time'],
      ['police.supervisor', '/missing?grade=no_apparent_risk&age=child'],
      ['rowan.house', '/missing'],
      ['police.supervisor', '/calls'],
      ['police.supervisor', '/people'],
    ];
    for (const [username, path] of scripts === 'on' ? pages : pages.slice(0, 4)) {
      const page = await desks.of(username);
      const answer = await page.goto(server.url + path);
      assert.equal(answer.status(), 200, path);
      await checkInBothLights(page);
    }
  });

  test('the board on paper shows everything on an upright sheet', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    const place = 'By the gate of the allotments behind the station, walking towards the river with a small dog. '.repeat(3).trim();
    await page.goto(`${server.url}/report/emergency`);
    await fillIn(page, { name: 'Printed Example-With-A-Rather-Long-Family-Name', last_seen: place, concern: 'No coat' });
    await sendButton(page, 'send').click();
    await page.getByText('The search has begun').waitFor();
    await page.setViewportSize({ width: A4_BETWEEN_MARGINS, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${server.url}/missing`);
    const beyond = await page.evaluate((width) =>
      [...document.querySelectorAll('main *')]
        .filter((each) => each.checkVisibility() && !each.closest('.govuk-visually-hidden'))
        .filter((each) => each.getBoundingClientRect().right > width + 1 || each.scrollWidth > Math.max(each.clientWidth, 1) + 1 && getComputedStyle(each).overflow === 'hidden')
        .map((each) => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 40)}`), A4_BETWEEN_MARGINS);
    assert.deepEqual(beyond, []);
    const row = page.locator('.sw-board tr', { hasText: 'Printed Example' });
    assert.ok((await row.innerText()).includes(place), 'the whole of the place');
    const cut = await row.locator('.sw-clamped').evaluate((said) => said.scrollHeight - said.clientHeight);
    assert.ok(cut <= 1, 'nothing of it is cut off');
    assert.equal(await page.locator('.sw-board thead').evaluate((head) => getComputedStyle(head.querySelector('th')).position), 'static');
    await page.emulateMedia({ media: null });
  });

  test('a search for somebody', async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    for (const typed of ['a', 'nobody of this name']) {
      await page.goto(`${server.url}/people`);
      await fillIn(page, { q: typed });
      await page.getByRole('button', { name: 'Search' }).click();
      await page.locator('main h2').first().waitFor();
      await checkInBothLights(page);
    }
  });

  test('a report, step by step', async ({ desks, server }) => {
    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    await checkInBothLights(page);
    await fillIn(page, { name: 'Step Example-With-A-Rather-Long-Family-Name' });
    await sendButton(page, 'send').click();
    await page.locator('.govuk-error-summary').waitFor();
    await checkInBothLights(page);
    const steps = await page.locator('.moj-sub-navigation a').evaluateAll((links) => links.map((link) => link.href));
    assert.equal(steps.length, 5);
    for (const step of steps) {
      await page.goto(step);
      await checkInBothLights(page);
    }
    await page.goto(steps[2]);
    await fillIn(page, { 'missing_since-day': '31', 'missing_since-month': '2', 'missing_since-year': '2026' });
    await sendButton(page, 'next').click();
    await page.locator('.govuk-error-summary').waitFor();
    await checkErrorsLeadSomewhere(page);
    await checkInBothLights(page);
  });

  test('a case and a person, as each role sees them', { endsWithin: 240_000 }, async ({ desks, server, scripts }) => {
    const roles = ['police.supervisor', 'mash.decisions', 'rowan.house'];
    const looked = scripts === 'on' ? 3 : 1; // at so many cases; a page without scripts is looked at in a slower way
    for (const username of roles.slice(0, looked)) {
      const page = await desks.of(username);
      await page.goto(`${server.url}/missing`);
      const cases = await page.locator('main a[href^="/episodes/"]').evaluateAll((links) => links.map((link) => link.href));
      for (const address of [...new Set(cases)].slice(0, looked)) {
        await page.goto(address);
        await checkInBothLights(page);
      }
      if (cases.length === 0) continue;
      await page.locator('main a[href^="/people/"]').first().click();
      await page.waitForURL(/\/people\//);
      await checkInBothLights(page);
    }
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing`);
    await page.locator('main a[href^="/episodes/"]').first().click();
    await page.getByRole('link', { name: /^Why\?/ }).first().click();
    await page.waitForURL(/\/duties\//);
    await checkInBothLights(page);
  });

  test('pages of trouble', async ({ desks, server, page: stranger }) => {
    const page = await desks.of('mash.decisions');
    await page.goto(`${server.url}/nothing-here`);
    await checkInBothLights(page);
    await page.goto(`${server.url}/reports/new`);
    await checkInBothLights(page);
    await stranger.goto(`${server.url}/missing`);
    await stranger.waitForURL(/\/sign-in/);
    await checkInBothLights(stranger);
  });

  test('the form of every act, empty and with mistakes', { scripts: 'on', endsWithin: 420_000 }, async ({ desks, server }) => {
    const handler = await desks.of('call.handler');
    const cases = [await caseAndPerson(handler, 'Forms Example'), await caseAndPerson(handler, 'More Forms Example')];
    const seen = new Set();
    for (const username of ROLES) {
      const page = await desks.of(username);
      for (const [home, other] of [0, 1].map((of) => cases.map((each) => each[of]))) {
        await page.goto(home);
        const links = await page.locator('main a[href*="/acts/"]').evaluateAll((all) => all.map((link) => link.href));
        for (const link of links) {
          const word = new URL(link).pathname.split('/').at(-1);
          if (seen.has(word)) continue;
          seen.add(word);
          await checkForm(page, link, `${other}/acts/${word}`);
        }
      }
    }
    // A home notes who is late on its own page, and nowhere else.
    for (const word of ['late_noted', 'late_ended']) seen.add(word);
    const offered = await actsOffered(server, 'police.supervisor');
    assert.deepEqual([...offered].filter((word) => !seen.has(word)), [], 'every act was looked at');
  });

  test('a form without scripts', { scripts: 'off' }, async ({ desks }) => {
    const page = await desks.of('police.supervisor');
    const address = await openCase(page, { name: 'Plain Example' });
    for (const word of ['risk_assessed', 'information_received', 'person_details_changed']) {
      await checkForm(page, `${address}/acts/${word}`);
    }
  });
});

// A new case, and the record of its person.
async function caseAndPerson(page, name) {
  const address = await openCase(page, { name });
  await page.locator('main a[href^="/people/"]').first().click();
  await page.waitForURL(/\/people\//);
  return [address, addressOf(page)];
}

// As it is opened; then sent with nothing in it. With its mistakes a form has all that it has without them, so the rules are
// asked once. An act that asks for nothing that cannot be left out is recorded, and looked at in the other case.
async function checkForm(page, link, other) {
  await openForm(page, link);
  const choices = page.locator('main a[href*="/acts/task_list_used?list="]');
  if ((await choices.count()) > 0) {
    await checkPage(page);
    const chosen = await choices.first().evaluate((link) => link.href);
    return checkForm(page, chosen, other);
  }
  await checkFitsNarrowScreen(page);
  await sendButton(page).click();
  await page.waitForLoadState();
  if ((await page.locator('.govuk-error-summary').count()) > 0) await checkErrorsLeadSomewhere(page);
  else await openForm(page, other + new URL(link).search);
  await checkPage(page);
}

async function openForm(page, link) {
  const answer = await page.goto(link);
  assert.equal(answer.status(), 200, link);
}

async function checkErrorsLeadSomewhere(page) {
  const links = await page.locator('.govuk-error-summary a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const link of links) {
    assert.equal(await page.locator(`[id="${link.slice(1)}"]`).count(), 1, `${link} leads to a field of ${page.url()}`);
  }
}

// The words of the acts that the interface for programs describes.
async function actsOffered(server, username) {
  const call = (path, options = {}) => fetch(`${server.url}/api/v1${path}`, options);
  const begun = await call('/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: server.passwordOf(username) }),
  });
  const { token } = await begun.json();
  const acts = await call('/acts', { headers: { authorization: `Bearer ${token}` } });
  const { items } = await acts.json();
  return new Set(items.map(({ word }) => word));
}
