// The first page anyone sees.

import assert from 'node:assert/strict';
import { checkPage } from './lib/checks.js';
import { forEachEngine } from './lib/suite.js';

forEachEngine('Signing in', ({ test }) => {
  test('the page is there for everyone and holds to the rules of every page', async ({ page, server }) => {
    const answer = await page.goto(`${server.url}/sign-in`);
    assert.equal(answer.status(), 200);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await checkPage(page);
  });

  test('a wrong password is refused without saying which half was wrong', async ({ page, server }) => {
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('User name').fill('nobody.here');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    assert.match(await page.title(), /^Error: /);
    await checkPage(page);
  });
});
