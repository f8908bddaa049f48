// A name typed as it is heard: who is likely meant stands first in the list below it, with why, and a screen reader is told
// who that is and not only how many were found.

import assert from 'node:assert/strict';
import { checkPage } from './lib/checks.js';
import { fillIn } from './lib/form.js';
import { openCase } from './lib/report.js';
import { forEachEngine } from './lib/suite.js';

forEachEngine('A name while it is typed', ({ test }) => {
  test('misspelt, short or with an age: the right person first, with why, and said aloud', { scripts: 'on' }, async ({ desks, server }) => {
    const name = 'Elizabeth Sandringford';
    await openCase(await desks.of('police.supervisor'), { name, age: '14' });
    const handler = await desks.of('call.handler');
    await handler.goto(`${server.url}/reports/new`);
    for (const [typed, why] of [
      [{ name: 'Elisabeth Sandringferd', age: '' }, /nearly the same name: Elisabeth Sandringferd – Elizabeth Sandringford/],
      [{ name: 'Liz Sandringford', age: '' }, /nearly the same name: Liz Sandringford/],
      [{ name: 'Sandringford, Liz', age: '14' }, /Very likely the same.*age fits/],
      [{ name: 'Elizabeth Sandringford', age: '15' }, /age does not fit/],
    ]) {
      const listed = handler.waitForResponse((answer) => answer.url().endsWith('/reports/search')
        && new URLSearchParams(answer.request().postData()).get('q') === typed.name);
      await fillIn(handler, typed);
      await listed;
      const first = handler.locator('.sw-matches li').first();
      await first.filter({ hasText: why }).waitFor();
      assert.match(await first.innerText(), new RegExp(name));
      assert.match(await first.innerText(), /Missing now/);
      await handler.locator('.sw-announcer', { hasText: `the same: ${name}, 14` }).waitFor({ state: 'attached' });
    }
    await checkPage(handler);
    await handler.setViewportSize({ width: 320, height: 700 });
    await handler.goto(`${server.url}/reports/new`);
    await fillIn(handler, { name: 'Elisabeth Sandringferd' });
    const first = handler.locator('.sw-matches li').first();
    await first.waitFor();
    const { y } = await first.boundingBox();
    assert.ok(y > 0 && y < 500, `the list is in sight of whoever types, and not at ${y}`);
  });
});
