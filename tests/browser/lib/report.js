// Taking a report with as little as opens a case.

import { addressOf } from './case.js';
import { fillIn, sendButton } from './form.js';

// Opens a case from one page, and answers with its address.
export async function openCase(page, { name, circumstances = 'Did not come back from the shop.', ...more }) {
  await page.goto(new URL('/reports/new', page.url()).href);
  await fillIn(page, { name, circumstances, ...more });
  await sendButton(page, 'send').click();
  await page.waitForURL(/\/episodes\//);
  return addressOf(page);
}
