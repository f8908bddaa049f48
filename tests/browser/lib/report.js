// Taking a report with as little as opens a case.

import { addressOf } from './case.js';
import { fillIn, sendButton } from './form.js';

// Opens a case from one page, and answers with its address.
export async function openCase(page, { name, circumstances = 'Did not come back from the shop.', ...more }) {
  await page.goto(new URL('/reports/new', page.url()).href);
  await fillIn(page, { name, circumstances, ...more });
  await sendAsSomebodyNew(page);
  return addressOf(page);
}

// Sends a report whose people have no record. Names in tests are alike, so it may be asked whether it is somebody of another
// test: it is not.
export async function sendAsSomebodyNew(page) {
  await sendButton(page, 'send').click();
  await page.waitForURL(/\/(episodes\/|likely)/);
  while (/\/likely/.test(page.url())) {
    const asked = page.url();
    await page.getByRole('button', { name: /^(Somebody else|None of these)/ }).click();
    await page.waitForURL((url) => url.href !== asked || !url.pathname.endsWith('/likely'));
  }
  await page.waitForURL(/\/episodes\//);
}
