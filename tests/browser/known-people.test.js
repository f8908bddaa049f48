// A report about somebody who is on record: found while the name is typed, their record taken into the report, and
// nobody reported twice.

import assert from 'node:assert/strict';
import { record } from './lib/case.js';
import { fillIn, sendButton, standing } from './lib/form.js';
import { openCase } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

forEachEngine('People on record', ({ test }) => {
  test('somebody known is found as the name is typed, and their record is taken', async ({ desks, server, scripts }) => {
    const name = `Thaddeus Known-Example-${scripts}`;
    const supervisor = await desks.of('police.supervisor');
    const before = await openCase(supervisor, { name });
    await record(supervisor, before, 'person_details_changed', { description: 'A scar over the left eye', reason: 'Seen' });
    await comeBack(supervisor, before);

    const handler = await desks.of('call.handler');
    await handler.goto(`${server.url}/reports/new`);
    await fillIn(handler, { name: 'Thaddeus Knwon', circumstances: 'Not at his lodgings since Tuesday.' });
    await search(handler, scripts);
    await handler.getByRole('button', { name: `Take this record ${name}` }).click();
    await handler.waitForURL(/\/people/);
    assert.deepEqual(await standing(handler, ['name', 'description']), { name, description: 'A scar over the left eye' });
    await sendButton(handler, 'send').click();
    await handler.waitForURL(/\/episodes\//);
    await handler.locator('main a[href^="/people/"]').first().click();
    await handler.waitForURL(/\/people\//);
    assert.equal(await countEpisodes(handler), 2, 'one record, missing for the second time');
  });

  test('somebody who is missing already is not reported again: their case is offered', async ({ desks, server, scripts }) => {
    const name = `Philippa Missing-Example-${scripts}`;
    const supervisor = await desks.of('police.supervisor');
    const running = await openCase(supervisor, { name });
    const handler = await desks.of('call.handler');
    await handler.goto(`${server.url}/reports/new`);
    await fillIn(handler, { name });
    await search(handler, scripts);
    const found = handler.locator('.sw-matches li', { hasText: name });
    assert.match(await found.innerText(), /Missing now/);
    await found.getByRole('link', { name: 'Open the case' }).click();
    await handler.waitForURL(running);
  });

  test('two people of one call become two cases', async ({ desks, server, scripts }) => {
    const handler = await desks.of('call.handler');
    await handler.goto(`${server.url}/reports/new`);
    await fillIn(handler, { name: { on: 'Ada Fenwick', off: 'Ottoline Brackley' }[scripts], circumstances: 'Left school together at noon.' });
    await sendButton(handler, 'next').click();
    await handler.getByRole('link', { name: 'Who is missing' }).click();
    await sendButton(handler, 'add').click();
    await fillIn(handler, { name: { on: 'Beatrix Fenwick', off: 'Hester Brackley' }[scripts] });
    await sendButton(handler, 'send').click();
    await handler.getByRole('heading', { name: 'Report recorded' }).waitFor();
    assert.equal(await handler.locator('main a[href^="/episodes/"]').count(), 2);
  });
});

// Without scripts there is a button to search with; it stands where the record would go.
async function search(page, scripts) {
  if (scripts === 'off') {
    await sendButton(page, 'next').click();
    await page.getByRole('link', { name: 'Who is missing' }).click();
    await page.getByRole('button', { name: 'Search the records' }).click();
  }
  await page.locator('.sw-matches li').first().waitFor();
}

async function comeBack(page, address) {
  await record(page, address, 'returned', {
    place: 'At the library',
    located_by: 'PC Tom Aldridge, at the desk',
    wellbeing_confirmed_by: 'PC Tom Aldridge, who spoke with him',
    condition: 'Well',
  });
}

async function countEpisodes(page) {
  const links = await page.locator('main a[href^="/episodes/"]').evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
  return new Set(links).size;
}
