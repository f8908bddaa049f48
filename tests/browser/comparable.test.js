// Comparable episodes: reached by one link, free of accessibility faults, on a telephone and without scripts; each figure
// opens what is behind it, and a past moment shows the same again.

import assert from 'node:assert/strict';
import { checkInBothLights } from './lib/checks.js';
import { onFirstEngine } from './lib/suite.js';

onFirstEngine('Comparable episodes', ({ test }) => {
  test('from the case to the figures and to what is behind one', async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing?age=child`);
    await page.locator('main a[href^="/episodes/"]').first().click();
    await page.getByRole('link', { name: 'Comparable episodes' }).click();
    await page.waitForURL(/\/comparable$/);
    await checkInBothLights(page);

    const drawn = page.locator('#lasted svg');
    assert.equal(await drawn.count(), 1);
    const { width, height } = await drawn.boundingBox();
    assert.ok(width > 200 && height > 100, `${width} by ${height}`);
    assert.equal(await page.locator('main .govuk-tag, main .sw-risk').count(), 0, 'no grade');

    const within = page.locator('#lasted table').first().locator('tr', { hasText: '1 day' }).locator('a').first();
    const counted = Number(await within.innerText());
    await within.click();
    await page.waitForURL(/\/behind\?/);
    assert.equal(await page.locator('main tbody tr').count(), counted);
    await checkInBothLights(page);
  });

  test('as known at a moment it is the same later', async ({ desks, server }) => {
    const page = await desks.of('police.supervisor');
    await page.goto(`${server.url}/missing?age=adult`);
    const address = await page.locator('main a[href^="/episodes/"]').first().getAttribute('href');
    await page.goto(`${server.url}${address}/comparable`);
    const figures = () => page.locator('#ended').innerText();
    const at = new Date().toISOString();
    const then = await figures();
    await page.goto(`${server.url}${address}/comparable?at=${at}`);
    assert.equal(await figures(), then);
    await page.locator('.sw-past-banner').waitFor();
    await checkInBothLights(page);
  });

  test('a home has no such page', async ({ desks, server }) => {
    const home = await desks.of('rowan.house');
    await home.goto(`${server.url}/missing`);
    const address = await home.locator('main a[href^="/episodes/"]').first().getAttribute('href');
    await home.goto(`${server.url}${address}`);
    assert.equal(await home.getByRole('link', { name: 'Comparable episodes' }).count(), 0);
    const answer = await home.goto(`${server.url}${address}/comparable`);
    assert.equal(answer.status(), 403);
  });
});
