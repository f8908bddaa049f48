// A shift changes: cases are offered, answered and taken, by two people. Nine at once, with scripts: hour-sergeant.test.js.

import assert from 'node:assert/strict';
import { openCase } from './lib/report.js';
import { forEachEngine, onFirstEngine } from './lib/suite.js';

forEachEngine('Handover', ({ test }) => {
  test('a case is offered, briefed, accepted, and is the giver’s until then', async ({ desks, server }) => {
    const giver = await desks.of('police.supervisor');
    const taker = await desks.of('investigating.officer');
    const name = `Shift Example ${Date.now()}`;
    const address = await openCase(giver, { name });

    await giver.goto(address);
    assert.match(await giver.locator('#holding').innerText(), /Nobody holds this/);
    await giver.getByRole('button', { name: 'Take this case' }).click();
    await giver.waitForURL(/recorded=case_taken/);
    assert.match(await giver.locator('#holding').innerText(), /You since/);

    await giver.goto(`${server.url}/handover`);
    await onlyThisCase(giver, name);
    await chooseAddressee(giver, taker, server);
    await giver.locator('#briefing').fill('Her aunt rings at eight.');
    await giver.getByRole('button', { name: /Offer the ticked/ }).click();
    await giver.locator('.govuk-notification-banner', { hasText: 'until' }).waitFor();
    await giver.goto(address);
    assert.match(await giver.locator('#holding').innerText(), /You since .*offered to .*not accepted since/s);

    await taker.goto(`${server.url}/handover`);
    const offered = taker.locator('#handover-offered .sw-case', { hasText: name });
    const text = await offered.innerText();
    for (const part of ['Offered by', 'Her aunt rings at eight.', 'Do first', 'Grade the risk', 'Told to the family']) {
      assert.ok(text.includes(part), `the briefing says ${part}: ${text}`);
    }
    await offered.getByRole('button', { name: /^Accept/ }).click();
    await taker.locator('.govuk-notification-banner', { hasText: 'Accepted' }).waitFor();
    await giver.goto(address);
    assert.doesNotMatch(await giver.locator('#holding').innerText(), /You since|offered to/);
    await taker.goto(address);
    assert.match(await taker.locator('#holding').innerText(), /You since/);
  });

  test('a declined case stays with the giver, who sees it', { scripts: 'off' }, async ({ desks, server }) => {
    const giver = await desks.of('police.supervisor');
    const taker = await desks.of('investigating.officer');
    const name = `Declined Example ${Date.now()}`;
    const address = await openCase(giver, { name });
    await giver.goto(address);
    await giver.getByRole('button', { name: 'Take this case' }).click();
    await giver.goto(`${server.url}/handover`);
    await onlyThisCase(giver, name);
    await chooseAddressee(giver, taker, server);
    await giver.getByRole('button', { name: /Offer the ticked/ }).click();
    await taker.goto(`${server.url}/handover`);
    const offered = taker.locator('#handover-offered .sw-case', { hasText: name });
    await offered.locator('summary', { hasText: 'Decline this case' }).click();
    await offered.getByRole('button', { name: /^Decline/ }).click();
    await taker.locator('.govuk-error-summary', { hasText: 'Say why' }).waitFor();
    const again = taker.locator('#handover-offered .sw-case', { hasText: name });
    await again.locator('textarea').fill('I am at the scene of another case.');
    await again.getByRole('button', { name: /^Decline/ }).click();
    await taker.locator('.govuk-notification-banner', { hasText: 'Declined' }).waitFor();
    await giver.goto(address);
    assert.match(await giver.locator('#holding').innerText(), /You since/);
    assert.match(await giver.locator('#history').textContent(), /I am at the scene of another case/);
  });

  test('what nobody holds is counted on the board, filtered, and taken', { scripts: 'off' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    const name = `Nobody Example ${Date.now()}`;
    await openCase(page, { name });
    await page.goto(`${server.url}/missing?everyone=yes`);
    await page.locator('.sw-alarm a', { hasText: 'held by nobody' }).click();
    assert.match(page.url(), /held=nobody/);
    await page.locator('.sw-board tr', { hasText: name }).locator('.sw-alarm', { hasText: 'Nobody holds this' }).waitFor();
    await page.goto(`${server.url}/handover`);
    await page.locator('#handover-unheld .sw-case', { hasText: name }).getByRole('button', { name: /^Take/ }).click();
    await page.locator('.govuk-notification-banner', { hasText: 'Taken' }).waitFor();
    await page.goto(`${server.url}/missing?held=nobody`);
    assert.equal(await page.locator('.sw-board tr', { hasText: name }).count(), 0);
  });

  test('going back and sending the same form again records nothing twice', async ({ desks }) => {
    const page = await desks.of('police.supervisor');
    const address = await openCase(page, { name: `Twice Example ${Date.now()}` });
    const what = 'Her bank card was used at the station at 16:40.';
    const send = async () => {
      await page.locator('[name="what"]').fill(what);
      await page.locator('[name="source"]').fill('The bank');
      await page.locator('[name="significance"][value="significant"]').check();
      await page.locator('main button[type="submit"]').last().click();
    };
    await page.goto(`${address}/acts/information_received`);
    await send();
    await page.waitForURL(/recorded=information_received/);
    await page.goBack();
    await page.waitForLoadState();
    await send();
    await page.getByText('You recorded exactly this at').waitFor();
    await page.getByRole('link', { name: 'Go to the record' }).click();
    assert.equal(await page.locator('#history .moj-timeline__item', { hasText: what }).count(), 1);
  });
});

onFirstEngine('The keyboard at the change of shift', ({ test }) => {
  test('every case is offered with the keyboard alone', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    for (const number of [1, 2, 3]) {
      const address = await openCase(page, { name: `Keys ${number} Example` });
      await page.goto(address);
      await page.getByRole('button', { name: 'Take this case' }).click();
      await page.waitForURL(/recorded=case_taken/);
    }
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.waitForURL(/\/handover/);
    const ticked = await page.locator('#hold input[type="checkbox"]:checked').count();
    assert.ok(ticked >= 3, `all are ticked: ${ticked}`);
    const started = Date.now();
    await tabTo(page, 'to');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Quiet night.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.govuk-notification-banner', { hasText: `${ticked} cases offered` }).waitFor();
    assert.ok(Date.now() - started < 60_000);
  });
});

// Ticks off every case but one.
async function onlyThisCase(page, name) {
  const cases = page.locator('#hold .sw-case');
  for (const item of await cases.all()) {
    const box = item.locator('input[type="checkbox"]');
    if ((await item.innerText()).includes(name)) await box.check();
    else await box.uncheck();
  }
}

// Chooses the person at the other desk by their name.
async function chooseAddressee(page, other, server) {
  await other.goto(`${server.url}/`);
  const name = /Signed in: ([^,]+),/.exec(await other.locator('.sw-header__who').innerText())[1];
  const options = await page.locator('#to option').allInnerTexts();
  const option = options.find((text) => text.startsWith(`${name},`));
  assert.ok(option, `${name} can be chosen: ${options.join(' | ')}`);
  await page.locator('#to').selectOption({ label: option });
}

async function tabTo(page, id) {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${id} is not reached with Tab`);
}
