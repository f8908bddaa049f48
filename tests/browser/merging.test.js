// Two records of one girl, made by two calls under two spellings: the missing persons unit holds them side by side, merges
// them, looks at the case, and undoes it.

import assert from 'node:assert/strict';
import { record } from './lib/case.js';
import { checkPage } from './lib/checks.js';
import { openCase } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

forEachEngine('One person under two spellings', ({ test }) => {
  test('two records are compared, merged and separated again', async ({ desks, server, scripts }) => {
    const [first, second] = [`Aaliyah Twofold-${scripts}`, `Aliya Two-Fold-${scripts}`];
    const sergeant = await desks.of('police.supervisor');
    const earlier = await openCase(sergeant, { name: first });
    await record(sergeant, earlier, 'person_details_changed', { description: 'A scar on the chin', reason: 'Seen' });
    await record(sergeant, earlier, 'trigger_plan_agreed', { plan: 'Ask at the arcade first' });
    await record(sergeant, earlier, 'returned', {
      place: 'At the arcade',
      located_by: 'PC Tom Aldridge, at the door',
      wellbeing_confirmed_by: 'PC Tom Aldridge, who spoke with her',
      condition: 'Well',
    });
    const running = await openCase(sergeant, { name: second });
    await record(sergeant, running, 'person_details_changed', { description: 'Red coat', reason: 'Told by the caller' });
    const recordOf = async (address) => {
      await sergeant.goto(address);
      const link = sergeant.locator('main a[href^="/people/"]').first();
      return new URL(await link.evaluate((link) => link.href)).pathname.split('/')[2];
    };
    const [here, there] = [await recordOf(earlier), await recordOf(running)];

    const unit = await desks.of('missing.unit');
    await unit.goto(`${server.url}/people/${here}`);
    await unit.getByRole('link', { name: 'This may be the same person as…' }).click();
    await unit.getByLabel('Name in the other record').fill(second);
    await checkPage(unit);
    await unit.getByRole('button', { name: 'Search' }).last().click();
    await unit.getByRole('link', { name: `Compare with ${second}` }).click();
    await unit.getByRole('heading', { name: 'Is this one person?' }).waitFor();
    await checkPage(unit);
    assert.match(await unit.locator('main').innerText(), /Ask at the arcade first/);

    await unit.getByRole('button', { name: 'Merge the two records' }).click();
    assert.match(await unit.locator('.govuk-error-summary').innerText(), /Say why/);
    await unit.locator('input[name="description"][value="both"]').check();
    await unit.getByLabel('Why are they one person?').fill('Same mother and school; her key worker knows both spellings');
    await unit.getByRole('button', { name: 'Merge the two records' }).click();
    await unit.waitForURL(new RegExp(`/people/${here}\\?recorded=record_absorbed`));
    await checkPage(unit);
    const page = await unit.locator('main').innerText();
    assert.match(page, new RegExp(second));
    assert.match(page, /her key worker knows both spellings/);
    assert.match(page, /A scar on the chin\s+Red coat/);

    // The case that began in the other record follows the merged file, and the old address leads on.
    await unit.goto(running);
    assert.match(await unit.locator('body').innerText(), new RegExp(first));
    await unit.goto(`${server.url}/people/${there}`);
    assert.equal(new URL(unit.url()).pathname, `/people/${here}`);

    await unit.getByRole('link', { name: 'They are two people: separate' }).click();
    await unit.getByRole('heading', { name: 'Are they two people after all?' }).waitFor();
    await checkPage(unit);
    await unit.getByLabel('Why are they two people?').fill('The mother has two daughters');
    await unit.getByRole('button', { name: 'Separate the two records' }).click();
    await unit.waitForURL(/recorded=record_separated/);
    await unit.goto(`${server.url}/people/${there}`);
    assert.equal(new URL(unit.url()).pathname, `/people/${there}`);
    assert.match(await unit.locator('main').innerText(), /Red coat/);
    assert.doesNotMatch(await unit.locator('main').innerText(), /A scar on the chin/);

    const handler = await desks.of('call.handler');
    const refused = await handler.goto(`${server.url}/people/${here}/merge/${there}`);
    assert.equal(refused.status(), 403);
  });
});
