// The missing persons unit takes records over from a coroner's spreadsheet: shown as understood, recorded once, what is left over
// given back. A photograph of somebody dead is shown only to whoever asks for it.

import assert from 'node:assert/strict';
import { checkPage } from './lib/checks.js';
import { forEachEngine } from './lib/suite.js';

const main = (page) => page.locator('main');
const button = (page, name) => main(page).getByRole('button', { name });
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

forEachEngine('Records of unidentified people from a spreadsheet', ({ test }) => {
  test('a sheet is looked at, recorded, and sent again', async ({ desks, server, scripts }) => {
    const unit = await desks.of('missing.unit');
    const sheet = [
      'Case No,Type,Date found,Location,Estimated age,Tattoos,Shoe size',
      `COR-${scripts}-1,body,10/02/2026,Weir at Mill Lane,35-50,"anchor, right shoulder",9`,
      `COR-${scripts}-2,corpse,10/02/2026,The wood,about 40,,`,
    ].join('\r\n');
    const choose = async () => {
      await unit.goto(`${server.url}/unidentified/import`);
      await main(unit).locator('#sheet').setInputFiles(file('coroner.csv', 'text/csv', Buffer.from(sheet)));
      await button(unit, 'See what would be recorded').click();
      await unit.getByRole('heading', { name: 'What would be recorded' }).waitFor();
    };

    await unit.goto(`${server.url}/unidentified`);
    await main(unit).getByRole('link', { name: 'Record several from a spreadsheet' }).click();
    await checkPage(unit);
    await button(unit, 'See what would be recorded').click();
    await unit.locator('.govuk-error-summary').waitFor();
    await checkPage(unit);

    await choose();
    await checkPage(unit);
    const shown = await main(unit).innerText();
    assert.match(shown, /One column was not understood/);
    assert.match(shown, /“corpse” is none of: living person, body, remains/);
    assert.match(shown, /“about 40” is no range/);
    if (scripts === 'on') {
      const [download] = await Promise.all([unit.waitForEvent('download'), button(unit, 'Download the rows').click()]);
      assert.equal(download.suggestedFilename(), 'left-over.csv');
    }
    await button(unit, 'Record it').click();
    await unit.getByRole('heading', { name: 'What was recorded' }).waitFor();
    await checkPage(unit);
    const record = main(unit).locator('a[href^="/unidentified/"]').first();
    const address = await record.evaluate((link) => link.href);

    await choose();
    assert.match(await main(unit).innerText(), /Nothing can be recorded/);
    assert.match(await main(unit).innerText(), /One row is on record already/);

    await unit.goto(`${address}/photographs`);
    await checkPage(unit);
  });
});
