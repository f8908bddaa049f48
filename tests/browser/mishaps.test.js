// What goes wrong around people while they work: two of them at one case, a session that ends, a button pressed twice,
// a browser that dies. Nothing that was typed is lost, and nothing is recorded twice.

import assert from 'node:assert/strict';
import { launchBrowserToKill, openPage } from './lib/browser.js';
import { openAct, record, recorded, refusedAt, timesInHistory } from './lib/case.js';
import { fillIn, sendButton, standing } from './lib/form.js';
import { openCase } from './lib/report.js';
import { signIn } from './lib/sign-in.js';
import { forEachEngine } from './lib/suite.js';

const INFORMATION = { source: 'Neighbour at number 12', significance: 'routine' };

forEachEngine('Mishaps', ({ test }) => {
  test('two people on the same thing: the second sees what the first did, and decides', async ({ desks, scripts }) => {
    const first = await desks.of('police.supervisor');
    const second = await desks.of('police.supervisor2');
    const address = await openCase(first, { name: `Clash Example ${scripts}` });
    await record(first, address, 'risk_assessed', { grade: 'medium', reasons: 'Late, and never late before.' });

    await openAct(second, address, 'risk_reviewed');
    const typed = { grade: 'medium', reasons: 'Nothing new since the first look.' };
    await fillIn(second, typed);
    await record(first, address, 'risk_reviewed', { grade: 'high', reasons: 'Her medication is due at six.' });
    await sendButton(second).click();

    await second.getByText('Somebody else recorded something on the same matter').waitFor();
    assert.match(await second.locator('main').innerText(), /Her medication is due at six\./);
    assert.deepEqual(await standing(second, Object.keys(typed)), typed, 'what was typed still stands');
    await sendButton(second).click();
    await recorded(second, 'risk_reviewed');
    assert.equal(await timesInHistory(second, 'Her medication is due at six.'), 1);
    assert.equal(await timesInHistory(second, 'Nothing new since the first look.'), 1);
  });

  test('two people on the same details: what only one changed stands, what both changed is shown', async ({ desks, scripts }) => {
    const first = await desks.of('police.supervisor');
    const second = await desks.of('police.supervisor2');
    const address = await openCase(first, { name: `Details Example ${scripts}` });
    await openAct(second, address, 'person_details_changed');
    await fillIn(second, { language: 'Polish', description: 'Short fair hair', reason: 'Her sister says so' });
    await record(first, address, 'person_details_changed', {
      description: 'Long fair hair',
      school_or_work: 'Works nights at the depot',
      reason: 'Her employer says so',
    });
    await sendButton(second).click();

    await second.getByText('Somebody else recorded something on the same matter').waitFor();
    assert.deepEqual(await standing(second, ['language', 'description', 'school_or_work']), {
      language: 'Polish',
      description: 'Short fair hair',
      school_or_work: 'Works nights at the depot',
    });
    assert.match(await second.locator('main del').allInnerTexts().then((texts) => texts.join('\n')), /Long fair hair/);
    await sendButton(second).click();
    await recorded(second, 'person_details_changed');
    await openAct(first, address, 'person_details_changed');
    assert.deepEqual(await standing(first, ['language', 'description', 'school_or_work']), {
      language: 'Polish',
      description: 'Short fair hair',
      school_or_work: 'Works nights at the depot',
    });
  });

  test('last words that did not arrive are sent again for whoever typed them, and for nobody else', { scripts: 'on' }, async ({ page, context, server }) => {
    const saves = [];
    page.on('request', (request) => request.url().endsWith('/autosave') && saves.push(request.postData()));
    const answered = () => page.waitForResponse((answer) => answer.url().endsWith('/autosave') && answer.ok());
    await signIn(page, server, 'call.handler');
    await page.goto(`${server.url}/reports/new`);
    await page.route('**/autosave', (route) => route.abort('internetdisconnected'));
    await page.locator('[name="name"]').pressSequentially('Unsent Words-Example');
    await page.goto(`${server.url}/missing`);
    await page.unroute('**/autosave');
    await context.clearCookies();
    saves.length = 0;

    await signIn(page, server, 'police.supervisor');
    await page.goto(`${server.url}/missing`);
    assert.deepEqual(saves, [], 'nothing is sent in the name of a colleague');
    await context.clearCookies();
    const [saved] = await Promise.all([answered(), signIn(page, server, 'call.handler')]);
    assert.match(saved.request().postData(), /Unsent\+Words-Example/);
    await page.goto(`${server.url}/reports/new`);
    await page.locator('main', { hasText: 'Unsent Words-Example' }).waitFor();
  });

  test('the session ends in the middle of a form: signing in sends it', async ({ desks, server, scripts }) => {
    const page = await desks.of('response.officer');
    const address = await openCase(page, { name: `Session Example ${scripts}` });
    const what = 'Seen at the swimming pool at noon, with two others whom he did not know.';
    await openAct(page, address, 'information_received');
    await fillIn(page, { what, ...INFORMATION });

    const other = await page.context().newPage();
    await other.goto(`${server.url}/missing`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.waitForURL(/\/sign-in/);
    await other.close();

    await sendButton(page).click();
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor();
    assert.match(await page.locator('main').innerText(), /swimming pool at noon/);
    await page.getByLabel('User name').fill('response.officer');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await refusedAt(page, 'username', /not right/);
    await page.getByLabel('User name').fill('response.officer');
    await page.getByLabel('Password', { exact: true }).fill(server.passwordOf('response.officer'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await recorded(page, 'information_received');
    assert.equal(await timesInHistory(page, what), 1);
  });

  test('a form that came back offers nothing that it shows or had proposed itself', { scripts: 'on' }, async ({ desks, scripts }) => {
    const page = await desks.of('response.officer');
    const address = await openCase(page, { name: `Proposed Example ${scripts}` });
    await openAct(page, address, 'information_received');
    await fillIn(page, { what: 'A light in the shed.' });
    await sendButton(page).click();
    await page.locator('.govuk-error-summary').waitFor();
    assert.equal(await page.locator('.sw-kept').count(), 0);
    await fillIn(page, INFORMATION);
    await openAct(page, address, 'information_received');
    const offered = page.locator('.sw-kept');
    await offered.waitFor();
    assert.match(await offered.innerText(), /A light in the shed\.[\s\S]*Neighbour at number 12/);
    assert.doesNotMatch(await offered.innerText(), /Month|Year/);
  });

  test('a button pressed twice records once', async ({ desks, scripts }) => {
    const page = await desks.of('response.officer');
    const address = await openCase(page, { name: `Double Example ${scripts}` });
    const what = 'Her bicycle is gone from the shed.';
    await openAct(page, address, 'information_received');
    await fillIn(page, { what, ...INFORMATION });
    await sendButton(page).dblclick();
    await recorded(page, 'information_received');
    assert.equal(await timesInHistory(page, what), 1);
  });

  test('a step sent while it is being saved does not clash with itself', { scripts: 'on' }, async ({ desks }) => {
    const page = await desks.of('call.handler');
    await page.goto(new URL('/reports/new', page.url()).href);
    await fillIn(page, { name: 'Hasty Example' });
    await sendButton(page, 'next').click();
    await page.waitForURL(/\/call/);
    const letGo = await holdUp(page, '**/autosave');
    const saving = page.waitForRequest('**/autosave');
    await fillIn(page, { 'reporter-name': 'A shopkeeper' });
    await saving;
    await sendButton(page, 'next').click();
    letGo();
    await page.waitForURL(/\/people/);
  });

  test('a report left at its last key press goes on as it was, and clashes with nobody', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('call.handler');
    const name = 'Sudden Leaver-Example';
    const refused = [];
    page.on('response', (answer) => answer.url().includes('autosave') && !answer.ok() && refused.push(answer.status()));
    await page.goto(`${server.url}/reports/new`);
    await page.locator('[name="name"]').pressSequentially(name);
    await page.reload();
    assert.equal((await standing(page, ['name'])).name, name, 'the last words stand there');
    await page.locator('[name="circumstances"]').pressSequentially('Left at noon.');
    await page.locator('#report-saved', { hasText: /^Saved \d\d:\d\d:\d\d/ }).waitFor();
    await sendButton(page, 'next').click();
    await page.waitForURL(/\/call/);
    await page.locator('[name="reporter-name"]').pressSequentially('A neighbour');
    await page.goto(page.url().replace('/call', '/concerns'));
    await page.locator('[name="concern"]').pressSequentially('Very cold.');
    await page.locator('#report-saved', { hasText: /^Saved/ }).waitFor();
    await page.getByRole('link', { name: 'Check and send' }).first().click();
    await page.waitForURL(/\/check/);
    assert.match(await page.locator('main').innerText(), /Left at noon\./);
    assert.match(await page.locator('main').innerText(), /A neighbour/);
    assert.deepEqual(refused, [], 'no save was refused');
  });

  test('a tab closed at its last key press leaves its words in their draft, and the next report is empty', { scripts: 'on' }, async ({ desks, server }) => {
    const page = await desks.of('call.handler');
    const name = 'Closed Tab-Example';
    const closed = await page.context().newPage();
    await closed.goto(`${server.url}/reports/new`);
    await closed.locator('[name="name"]').pressSequentially(name);
    await closed.close({ runBeforeUnload: true });
    const sentAgain = page.waitForResponse((answer) => answer.url().endsWith('/autosave'));
    await page.goto(`${server.url}/reports/new`);
    assert.equal((await sentAgain).status(), 200);
    assert.deepEqual([(await standing(page, ['name'])).name, await page.locator('.sw-kept').count()], ['', 0]);
    await page.goto(`${server.url}/reports/new`);
    assert.equal(await page.getByRole('link', { name: new RegExp(name) }).count(), 1);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], 'nothing more is kept here');
  });

  test('two windows with one draft: the second is told, and neither writes over the other', { scripts: 'on' }, async ({ desks, server }) => {
    const first = await desks.of('call.handler');
    await first.goto(`${server.url}/reports/new`);
    await fillIn(first, { name: 'Two Windows-Example' });
    await sendButton(first, 'next').click();
    await first.waitForURL(/\/call/);
    const second = await first.context().newPage();
    await second.goto(first.url());
    await first.locator('[name="reporter-name"]').pressSequentially('His sister');
    await first.locator('#report-saved', { hasText: /^Saved/ }).waitFor();
    await first.waitForResponse((answer) => answer.url().includes('autosave') && answer.ok());
    await second.locator('[name="reporter-name"]').pressSequentially('His aunt');
    await second.locator('#report-saved', { hasText: /saved in another window/ }).waitFor();
    await second.reload();
    assert.match(await second.locator('.sw-kept').innerText(), /His aunt/, 'what was typed is offered');
    assert.equal((await standing(second, ['reporter-name']))['reporter-name'], 'His sister', 'what was saved stands');
    await second.close();
  });

  test('the browser dies in the middle of a report: it is resumed where it was saved', async ({ server, scripts, desks }) => {
    const name = `Resumed Example ${scripts}`;
    const circumstances = 'Left the day centre by the back door at half past two.';
    const { browser, kill } = await launchBrowserToKill();
    try {
      const { page } = await openPage(browser, { scripts });
      await signIn(page, server, 'call.handler');
      await page.goto(`${server.url}/reports/new`);
      await fillIn(page, { name });
      await sendButton(page, 'next').click();
      await fillIn(page, { 'reporter-name': 'Day centre, Mrs Adeleke', 'reporter-reach': '01632 960122' });
      await sendButton(page, 'next').click();
      await page.waitForURL(/\/people/);
      await sendButton(page, 'next').click();
      await page.waitForURL(/\/circumstances/);
      await fillIn(page, { circumstances });
      // With scripts what is typed is saved at each pause; without them when the step is sent.
      if (scripts === 'on') await page.waitForResponse((answer) => answer.url().endsWith('/autosave') && answer.ok());
      else {
        await sendButton(page, 'next').click();
        await page.waitForURL(/\/concerns/);
      }
    } finally {
      await kill();
    }

    const page = await desks.of('call.handler');
    await page.goto(`${server.url}/reports/new`);
    await page.getByRole('link', { name: new RegExp(name) }).click();
    const summary = await page.locator('main').innerText();
    assert.match(summary, /back door at half past two/);
    assert.match(summary, /Mrs Adeleke/);
    await sendButton(page, 'send').click();
    await page.waitForURL(/\/episodes\//);
    await page.goto(`${server.url}/reports/new`);
    assert.equal(await page.getByRole('link', { name: new RegExp(name) }).count(), 0, 'it is begun no longer');
  });
});

// Answers of this address wait until they are let go.
async function holdUp(page, address) {
  let letGo;
  const released = new Promise((release) => (letGo = release));
  await page.route(address, async (route) => {
    const answer = await route.fetch();
    await released;
    await route.fulfill({ response: answer });
  });
  return letGo;
}
